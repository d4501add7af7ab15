from typing import Any

import pytest

from indexer.decode import Event
from indexer.handlers import HANDLERS, handle
from indexer.rows import Rows
from mutuel.chain import abi
from mutuel.db.mirror import NO_EVIDENCE
from mutuel.domain.ids import question_id
from mutuel.errors import NodeInconsistent
from tests.unit.indexer.events import ALICE, BOB, MARKET, QUESTION, bet, created, engine, event, template


@pytest.fixture
def rows() -> Rows:
    rows = Rows()
    handle([template(), created()], rows)
    return rows


def zero(parameter: abi.Entry) -> Any:
    """A stored value of the parameter's type; ids are those of the market that exists."""
    known = {"marketId": str(MARKET), "templateId": "1", "questionId": QUESTION, "account": ALICE}
    if parameter["type"] == "tuple":
        return {field["name"]: zero(field) for field in parameter["components"]}
    if parameter["type"].endswith("]"):
        return []
    return known.get(parameter["name"], False if parameter["type"] == "bool" else "0")


@pytest.mark.parametrize(("contract", "name"), sorted(HANDLERS))
def test_handle__arguments_as_the_interface_names_them__are_understood(
    contract: str, name: str, rows: Rows
) -> None:
    entry = next(e for e in abi.entries(contract) if e["type"] == "event" and e["name"] == name)
    handle([event(contract, name, **{p["name"]: zero(p) for p in entry["inputs"]})], rows)


def test_market_created__known_template__takes_what_the_event_lacks_from_it(rows: Rows) -> None:
    market = rows.markets[MARKET]
    assert (market["source_id"], market["outcomes"], market["k0"], market["state"]) == (3, 3, 1, 1)
    assert (market["close"], market["closes_at"], market["observe_at"]) == (200, 200, 260)
    assert market["edges"] == ["5", "9", "0", "0"]


def test_market_created__pools__are_empty_one_for_each_outcome(rows: Rows) -> None:
    assert {outcome: pool["stake"] for outcome, pool in rows.pools[MARKET].items()} == {0: 0, 1: 0, 2: 0}


def test_market_created__unknown_template__is_refused() -> None:
    with pytest.raises(NodeInconsistent, match="template 1, which was never added"):
        handle([created()], Rows())


def test_bet_placed__several__sums_stake_weight_and_count(rows: Rows) -> None:
    handle([bet(1, 5, 5), bet(1, 7, 12, account=BOB), bet(2, 1, 13)], rows)
    pool = rows.pools[MARKET][1]
    assert (pool["stake"], pool["weight"], pool["bets"]) == (12, 12 * 2**60, 2)
    assert [b["account"] for b in rows.bets] == [ALICE, BOB, ALICE]


def test_bet_placed__earlier_bet_missing__is_noticed_by_the_pool_total(rows: Rows) -> None:
    with pytest.raises(NodeInconsistent, match="left out a log"):
        handle([bet(1, 5, 5), bet(1, 7, 15)], rows)


def test_bet_placed__unknown_market__is_refused() -> None:
    with pytest.raises(NodeInconsistent, match="never created"):
        handle([bet(1, 5, 5)], Rows())


def test_market_closed_early__open_market__moves_closes_at_but_not_close(rows: Rows) -> None:
    handle([engine("MarketClosedEarly", closesAt="150")], rows)
    assert (rows.markets[MARKET]["closes_at"], rows.markets[MARKET]["close"]) == (150, 200)


def test_market_settled__decision__is_stored_with_its_block_and_time(rows: Rows) -> None:
    handle([engine("MarketSettled", 40, outcome="2", value="-7", net="97", fee="3")], rows)
    market = rows.markets[MARKET]
    assert [market[key] for key in ("state", "winner", "value", "net", "fee")] == [2, 2, -7, 97, 3]
    assert (market["decided_block"], market["decided_at"]) == (40, 1_040)


def test_market_voided__reason__is_stored(rows: Rows) -> None:
    handle([engine("MarketVoided", reason="2")], rows)
    assert (rows.markets[MARKET]["state"], rows.markets[MARKET]["void_reason"]) == (3, 2)


def test_claimed__to_credit__is_kept_as_it_was(rows: Rows) -> None:
    handle([engine("Claimed", account=ALICE, amount="9", toWallet=False)], rows)
    assert [(c["account"], c["amount"], c["to_wallet"]) for c in rows.claims] == [(ALICE, 9, False)]


def test_question__from_proposal_to_final__keeps_what_each_step_said(rows: Rows) -> None:
    proposal: dict[str, Any] = {
        "value": "10",
        "min": "9",
        "max": "11",
        "knownAt": "260",
        "windowEnds": "400",
        "round": "1",
    }
    named: dict[str, Any] = {"questionId": QUESTION}
    handle(
        [
            event(
                "Resolution",
                "Proposed",
                20,
                **named,
                sourceId="3",
                noWinner=False,
                evidenceRoot="0xee",
                **proposal,
            ),
            event("Resolution", "Challenged", 21, **named, round="2"),
            event("Resolution", "Disputed", 22, **named, reason="5", at="300"),
            event("Resolution", "Finalised", 23, **named, value="10"),
        ],
        rows,
    )
    question = rows.questions[QUESTION]
    assert (question["state"], question["value"], question["round"], question["reason"]) == (5, 10, 2, 5)
    assert (question["window_ends"], question["disputed_at"], question["block_number"]) == (400, 300, 23)


def test_question__disputed_before_anybody_answered__has_no_value(rows: Rows) -> None:
    handle([event("Resolution", "Disputed", questionId=QUESTION, reason="4", at="300")], rows)
    assert (rows.questions[QUESTION]["state"], rows.questions[QUESTION]["value"]) == (3, None)


def reported(value: int, root: str = "0x" + "ab" * 32, block: int = 20, *, no_winner: bool = False) -> Event:
    said: dict[str, Any] = {name: str(value) for name in ("value", "min", "max")}
    return event(
        "Resolution", "Proposed", block, questionId=QUESTION, sourceId="3", **said, knownAt="260",
        windowEnds="400", round="0", noWinner=no_winner, evidenceRoot=root,
    )  # fmt: skip


def ruling(value: int, is_void: bool = False) -> Event:
    return event(
        "Resolution", "Ruled", 25, questionId=QUESTION, ruler=ALICE, value=str(value), isVoid=is_void,
        evidenceHash="0x22", evidenceUri="why", effectiveAt="900",
    )  # fmt: skip


def test_question__reported_again_while_it_is_open__counts_the_corrections(rows: Rows) -> None:
    handle([reported(10), reported(11, block=21), reported(12, block=22)], rows)
    assert (rows.questions[QUESTION]["value"], rows.questions[QUESTION]["corrections"]) == (12, 2)


def test_question__reported_that_nobody_won__says_so_until_somebody_rules(rows: Rows) -> None:
    handle([reported(0, no_winner=True)], rows)
    assert (rows.questions[QUESTION]["state"], rows.questions[QUESTION]["no_winner"]) == (1, True)
    handle([reported(1, block=21)], rows)
    assert rows.questions[QUESTION]["no_winner"] is False
    handle([reported(0, block=22, no_winner=True), ruling(1)], rows)
    assert (rows.questions[QUESTION]["value"], rows.questions[QUESTION]["no_winner"]) == (1, False)


def test_question__proof_widened_or_challenge_answered__is_no_correction(rows: Rows) -> None:
    handle([reported(10, NO_EVIDENCE), reported(10, NO_EVIDENCE, 21)], rows)
    assert rows.questions[QUESTION]["corrections"] == 0
    challenged = event("Resolution", "Challenged", 22, questionId=QUESTION, round="0")
    handle([challenged, reported(11, block=23)], rows)
    assert rows.questions[QUESTION]["corrections"] == 0


def test_question__ruled__shows_the_ruling_before_it_holds(rows: Rows) -> None:
    handle([reported(10), event("Resolution", "Disputed", questionId=QUESTION, reason="3", at="300")], rows)
    handle([ruling(12)], rows)
    question = rows.questions[QUESTION]
    assert [question[key] for key in ("state", "value", "min", "max")] == [4, 12, 12, 12]
    assert [question[key] for key in ("ruler", "ruled_void", "ruling_uri", "effective_at")] == [
        ALICE,
        False,
        "why",
        900,
    ]
    handle([event("Resolution", "Finalised", 26, questionId=QUESTION, value="12")], rows)
    assert (question["state"], question["effective_at"]) == (5, 900)


def test_question__ruled_void__names_no_value(rows: Rows) -> None:
    handle([reported(10), ruling(0, is_void=True)], rows)
    question = rows.questions[QUESTION]
    assert [question[key] for key in ("value", "min", "max", "ruled_void")] == [None, None, None, True]


@pytest.mark.parametrize(("name", "reason"), [("Voided", 3), ("Vetoed", 5)])
def test_question__void__has_its_reason(rows: Rows, name: str, reason: int) -> None:
    handle([event("Resolution", name, questionId=QUESTION, reason="3")], rows)
    assert (rows.questions[QUESTION]["state"], rows.questions[QUESTION]["reason"]) == (6, reason)


def test_question__cross_checked__its_evidence_is_that_of_the_contradiction(rows: Rows) -> None:
    root = "0x" + "cc" * 32
    handle(
        [
            reported(10),
            event("Resolution", "CrossChecked", questionId=QUESTION, value="11", evidenceRoot=root),
            event("Resolution", "Disputed", questionId=QUESTION, reason="7", at="300"),
        ],
        rows,
    )
    question = rows.questions[QUESTION]
    assert [question[key] for key in ("state", "value", "reason", "evidence_root")] == [3, 10, 7, root]


def test_source_added__config__is_kept_whole() -> None:
    rows = Rows()
    handle([event("Resolution", "SourceAdded", sourceId="3", configHash="0x01", config={"path": "1"})], rows)
    assert rows.sources[3]["config"] == {"path": "1"}


def test_notes__two_bets_in_a_block__make_one_and_the_next_block_another(rows: Rows) -> None:
    rows.notes.clear()
    handle([bet(1, 5, 5), bet(1, 5, 10), bet(1, 5, 15, block=11)], rows)
    assert list(rows.notes) == [(10, MARKET, "bet"), (11, MARKET, "bet")]


def test_notes__question_changes__its_markets_are_told(rows: Rows) -> None:
    rows.notes.clear()
    handle([event("Resolution", "Finalised", 12, questionId=QUESTION, value="1")], rows)
    assert list(rows.notes) == [(12, MARKET, "question")]


def test_handle__event_without_handler__changes_nothing(rows: Rows) -> None:
    before = dict(rows.markets[MARKET])
    handle([event("Escrow", "Deposited", account=ALICE, amount="1"), engine("BetSkipped", code="1")], rows)
    assert rows.markets[MARKET] == before


def linked(rows: Rows) -> dict[str, str]:
    return {role: link["question_id"] for (_, role), link in rows.links.items()}


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        ("0", {"end"}),
        ("1", {"end", "start"}),
        ("2", {"end", "start", "endSecond", "startSecond"}),
        ("3", {"end"}),
        ("4", {"end"}),
    ],
)
def test_market_created__each_kind__waits_for_its_questions(kind: str, roles: set[str]) -> None:
    rows = Rows()
    outcomes = "3" if kind == "0" else "2"
    handle([template(kind=kind, outcomes=outcomes, source2Id="4"), created("90", "0", "0", "0")], rows)
    found = linked(rows)
    assert found.keys() == roles
    assert len(set(found.values())) == len(roles)
    subject = (7).to_bytes(32, "big")  # the market's period
    for role, source, at in (("start", 3, 90), ("endSecond", 4, 260), ("startSecond", 4, 90)):
        if role in roles:
            assert found[role] == "0x" + question_id(source, at, subject).hex()
    assert found["end"] == QUESTION


def test_question__of_the_start__tells_the_market() -> None:
    rows = Rows()
    handle([template(kind="1", outcomes="2"), created("90", "0", "0", "0")], rows)
    rows.notes.clear()
    handle([event("Resolution", "Finalised", 12, questionId=linked(rows)["start"], value="1")], rows)
    assert list(rows.notes) == [(12, MARKET, "question")]


def test_market_contested__then_ruled__follows_its_own_question(rows: Rows) -> None:
    own = "0x" + "c0" * 32
    rows.notes.clear()
    handle(
        [
            event("Resolution", "ContestOpened", 20, questionId=own, engine="0xe", marketId=str(MARKET)),
            event("Resolution", "Disputed", 20, questionId=own, reason="8", at="300"),
            engine("MarketContested", 20, questionId=own),
            event("Resolution", "Finalised", 21, questionId=own, value="10"),
        ],
        rows,
    )
    assert rows.markets[MARKET]["state"] == 4
    assert linked(rows)["contest"] == own
    assert (rows.questions[own]["state"], rows.questions[own]["reason"]) == (5, 8)
    assert list(rows.notes) == [(20, MARKET, "contested"), (21, MARKET, "question")]
    handle([engine("MarketSettled", 22, outcome="1", value="10", net="0", fee="0")], rows)
    assert (rows.markets[MARKET]["state"], linked(rows)["contest"]) == (2, own)


def test_market_contested__unknown_market__is_refused() -> None:
    with pytest.raises(NodeInconsistent, match="never created"):
        handle([engine("MarketContested", questionId=QUESTION)], Rows())


def test_bet_placed__several__adds_up_what_the_market_holds(rows: Rows) -> None:
    handle([bet(1, 5, 5), bet(2, 7, 12, account=BOB)], rows)
    assert rows.markets[MARKET]["staked"] == 12
