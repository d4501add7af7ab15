"""Lies planted one at a time: each is found, by the step that it is about."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from mutuel.chain import abi
from mutuel.chain.code import patterns
from mutuel.chain.contracts import function_entry, selector
from mutuel.chain.history import History
from mutuel.db.mirror import Bet, Claim, Market
from mutuel.db.rows import table
from mutuel.db.sessions import writing
from mutuel.domain.ids import market_id
from mutuel.errors import MutuelError
from oracle.evidence import Archive, Evidence
from oracle.sources.closes import day_number
from oracle.verify.report import Exit, Report, Verdict
from tests.chain.undone import undone
from tests.integration.oracle.verify.conftest import BTC, Week
from tests.integration.oracle.verify.liar import Liar


def found(report: Report) -> set[str]:
    """The steps that differ, without the question they are about."""
    return {check.what.rpartition(", ")[2] for check in report.checks if check.verdict is Verdict.DIFFERS}


def root_of(week: Week, market: int) -> bytes:
    """The evidence of a market's question, as the chain names it."""
    question = week.house.market(market)["questionId"]
    client, book = week.house.client, week.house.book
    [told] = History(client, book, client.block_number()).events("Resolution", ["Proposed"], question)
    return bytes.fromhex(told.args["evidenceRoot"][2:])


@contextmanager
def recoded(week: Week, contract: str, lie: Callable[[bytes], bytes]) -> Iterator[None]:
    """Another code at the contract's address."""
    client, address = week.house.client, week.house.book.address(contract)
    [code] = client.codes([address])
    with undone(client):
        client.request("anvil_setCode", address, "0x" + lie(code).hex())
        yield


@pytest.fixture
def liar(week: Week) -> Liar:
    return Liar(week.house.settings.rpc_url, week.house.book)


@pytest.fixture
def archive(week: Week, tmp_path: Path) -> Path:
    """A copy that may be spoilt."""
    return Path(shutil.copytree(week.house.settings.evidence, tmp_path / "evidence"))


def test_verify__honest_week_by_reports__is_silent(week: Week) -> None:
    report = week.house.verified(week.honest)
    assert [check for check in report.checks if check.verdict is not Verdict.HOLDS] == []
    assert report.exit is Exit.HONEST


def test_verify__reporters_signed_a_wrong_close__says_so_and_who_would_have_won(week: Week) -> None:
    report = week.house.verified(week.lied)
    assert report.exit is Exit.DIFFERS
    assert {"report against evidence", "Consequence"} <= found(report)


def test_verify__wrong_close_sent_through_another_contract__is_found_by_the_bodies(
    week: Week, liar: Liar
) -> None:
    """Then nobody can read from the transaction what was signed."""
    liar.transaction(lambda _: "0x" + (selector("Resolution", "finalise") + bytes(32)).hex())
    report = week.house.verified(week.lied, liar.client())
    assert report.exit is Exit.DIFFERS
    assert "Consequence" in found(report)


def test_verify__last_byte_of_a_report_is_filled_up_with_something__is_read_as_the_contract_did(
    week: Week, liar: Liar
) -> None:
    """Or whoever reports could make every check end before it began."""
    liar.transaction(lambda text: text[:-2] + "01")
    assert week.house.verified(week.honest, liar.client()).exit is Exit.HONEST
    assert {"report against evidence", "Consequence"} <= found(week.house.verified(week.lied, liar.client()))


ELSEWHERE = {"to": "0x" + "11" * 20, "input": "0x"}
"""A transaction that went through another contract."""


def test_verify__report_sent_through_another_contract__is_read_from_the_trace(week: Week, liar: Liar) -> None:
    liar.answer("eth_getTransactionByHash", ELSEWHERE)
    assert week.house.verified(week.honest, liar.client()).exit is Exit.HONEST
    report = week.house.verified(week.lied, liar.client())
    assert {"report against evidence", "Consequence"} <= found(report)


def test_verify__node_does_not_trace__says_which_one_could_tell(week: Week, liar: Liar) -> None:
    liar.answer("eth_getTransactionByHash", ELSEWHERE).answer("debug_traceTransaction", None)
    report = week.house.verified(week.honest, liar.client())
    assert report.exit is Exit.UNCHECKED
    assert [
        check.what.rpartition(", ")[2] for check in report.checks if check.verdict is Verdict.UNCHECKED
    ] == ["signatures"]
    assert "ask one that traces transactions" in "\n".join(report.lines())


NONSENSE = {
    "states_that_do_not_exist": ("Resolution", "observation", lambda answer: [99, *answer[1:]]),
    "a_kind_that_does_not_exist": ("ParimutuelEngine", "template", lambda told: told | {"kind": 77}),
    "a_state_of_a_market_that_does_not_exist": (
        "ParimutuelEngine",
        "market",
        lambda view: view | {"state": 77},
    ),
}


@pytest.mark.parametrize(("contract", "view", "lie"), NONSENSE.values(), ids=NONSENSE.keys())
def test_verify__a_node_talks_nonsense__is_said_or_found(
    week: Week, liar: Liar, contract: str, view: str, lie: Any
) -> None:
    liar.view(contract, view, lie)
    try:
        report = week.house.verified(week.honest, liar.client())
    except MutuelError as refused:
        assert "node" in refused.message
    else:
        assert report.exit is Exit.DIFFERS


ANSWERS: dict[str, tuple[str, object]] = {
    "no_logs": ("eth_getLogs", None),
    "logs_of_nothing": ("eth_getLogs", [{}]),
    "no_block": ("eth_getBlockByNumber", {}),
    "cut": ("eth_call", "0x00"),
    "no_hex": ("eth_call", "0xzz"),
    "a_number": ("eth_call", 7),
    "no_code": ("eth_getCode", None),
}


@pytest.mark.parametrize(("method", "answer"), ANSWERS.values(), ids=ANSWERS.keys())
def test_verify__a_node_answers_in_another_shape__is_refused_in_words(
    week: Week, liar: Liar, method: str, answer: object
) -> None:
    liar.answer(method, answer)
    with pytest.raises(MutuelError):
        week.house.verified(week.honest, liar.client())


def test_verify__wrong_winner__is_found(week: Week, liar: Liar) -> None:
    winner = week.house.market(week.honest)["winner"]
    liar.view("ParimutuelEngine", "market", lambda view: view | {"winner": (winner + 1) % 5})
    assert "Winner" in found(week.house.verified(week.honest, liar.client()))


def test_verify__fee_one_unit_off__is_found(week: Week, liar: Liar) -> None:
    liar.event("ParimutuelEngine", "MarketSettled", lambda args: args | {"fee": args["fee"] + 1})
    assert "Fee" in found(week.house.verified(week.honest, liar.client()))


def test_verify__payout_one_unit_off__is_found(week: Week, liar: Liar) -> None:
    liar.event("ParimutuelEngine", "Claimed", lambda args: args | {"amount": args["amount"] - 1})
    assert found(week.house.verified(week.honest, liar.client())) >= {"Payouts", "Ring fence"}


def test_verify__payout_that_never_happened__is_found(week: Week, liar: Liar) -> None:
    liar.event("ParimutuelEngine", "Claimed", lambda _: None)
    assert found(week.house.verified(week.honest, liar.client())) >= {"Payouts", "Ring fence"}


def test_verify__bet_left_out_of_the_pool__is_found(week: Week, liar: Liar) -> None:
    liar.event("ParimutuelEngine", "BetPlaced", lambda args: None if args["stake"] == 61 * 10**6 else args)
    assert found(week.house.verified(week.honest, liar.client())) >= {"Bets", "Pools"}


def test_verify__edges_altered_after_creation__is_found(week: Week, liar: Liar) -> None:
    def lie(view: dict[str, Any]) -> dict[str, Any]:
        return view | {"edges": [edge - 10**8 for edge in view["edges"]]}

    liar.view("ParimutuelEngine", "market", lie)
    assert "Terms" in found(week.house.verified(week.honest, liar.client()))


def test_verify__escrow_short_of_one_unit__is_found(week: Week, liar: Liar) -> None:
    owed = week.house.world.usdc.read("balanceOf", week.house.world.escrow.address)
    liar.view("Usdc", "balanceOf", lambda held: held - 1 if held == owed else held)
    assert found(week.house.verified(week.honest, liar.client())) == {"Escrow's solvency"}


APPENDED = 10
"""Bytes that the compiler puts before the hash of sources."""


def with_word(code: bytes, place: int, word: bytes) -> bytes:
    return code[:place] + word + code[place + len(word) :]


@pytest.mark.parametrize("contract", ["Escrow", "ParimutuelEngine", "Referee", "Resolution", "AccessManager"])
def test_verify__one_byte_of_a_contract_changed__is_found(week: Week, contract: str) -> None:
    """The last one before what the compiler appends, which nothing reaches."""
    last = patterns()[contract].sources - APPENDED - 1
    with recoded(week, contract, lambda code: with_word(code, last, bytes([code[last] ^ 1]))):
        report = week.house.verified(week.honest)
    assert found(report) == {"Contracts"}
    assert f"{contract} at {week.house.book.address(contract)} has other code" in report.checks[0].said


def test_verify__contract_compiled_with_other_comments__is_the_same(week: Week) -> None:
    place = patterns()["Escrow"].sources
    with recoded(week, "Escrow", lambda code: with_word(code, place, b"\xaa" * 32)):
        assert week.house.verified(week.honest).exit is Exit.HONEST


def test_verify__engine_that_was_made_for_another_escrow__is_found(week: Week) -> None:
    """In one of the places alone, so that what it shows of itself may still be right."""
    *_, place = patterns()["ParimutuelEngine"].immutables["_escrow"]
    other = bytes(12) + b"\xee" * 20
    with recoded(week, "ParimutuelEngine", lambda code: with_word(code, place, other)):
        report = week.house.verified(week.honest)
    assert found(report) == {"Contracts"}
    assert f"made with 0x{'ee' * 20} as _escrow," in report.checks[0].said.lower()


def test_verify__proofs_checked_by_a_stranger__is_found(week: Week, liar: Liar) -> None:
    liar.view("Resolution", "source", lambda source: source | {"verifier": "0x" + "ee" * 20})
    report = week.house.verified(week.honest, liar.client())
    assert found(report) == {"Contracts"}


def test_verify__reporters_that_the_house_does_not_name__is_found(week: Week, liar: Liar) -> None:
    """One more than the honest, so that every signature is by a reporter of the source, and enough."""
    stranger = "0x" + "11" * 20
    liar.view("Resolution", "source", lambda source: source | {"reporters": [stranger, *source["reporters"]]})
    report = week.house.verified(week.honest, liar.client())
    assert found(report) == {"Sources"}
    assert f"{stranger} is a reporter of AAPL on chain alone" in "\n".join(report.lines())


def test_verify__source_that_hears_another_feed__is_found(week: Week, liar: Liar) -> None:
    """A feed of the same house, and a market without a bet: nothing else differs."""
    book = week.house.book
    ours, other = (book.address(f"Feed:{name}").lower()[2:] for name in ("BTC / USD", "ETH / USD"))

    def lie(source: dict[str, Any]) -> dict[str, Any]:
        config = source["verifierConfig"].hex().replace(ours, other)
        return source | {"verifierConfig": bytes.fromhex(config)}

    coin = market_id(BTC, day_number(date(2026, 10, 12)), 0)
    assert week.house.verified(coin).exit is Exit.HONEST
    liar.view("Resolution", "source", lie)
    report = week.house.verified(coin, liar.client())
    assert found(report) == {"Sources"}
    assert f"the address book names {book.address('Feed:BTC / USD')}" in "\n".join(report.lines())


def test_verify__address_book_that_names_no_reporters__cannot_check_rather_than_accuse(
    week: Week, tmp_path: Path
) -> None:
    book = json.loads(week.house.settings.deployment.read_text())
    del book["holders"]["reporters"]
    other = tmp_path / "book.json"
    other.write_text(json.dumps(book))
    report = week.house.verified(week.honest, deployment=other)
    assert report.exit is Exit.UNCHECKED
    assert "does not name 'reporters' for AAPL" in "\n".join(report.lines())


def test_verify__what_others_deployed__is_named_as_taken_on_trust(week: Week) -> None:
    report = week.house.verified(week.honest)
    told = report.checks[0].said.partition("taken as they are: ")[2]
    assert {"Usdc", "Safe", "SequencerFeed", "StreamsVerifier"} <= set(told.rstrip(".").split(", "))


def test_verify__body_altered_in_the_archive__is_found(week: Week, archive: Path) -> None:
    kept = Archive(archive).load(root_of(week, week.honest))
    name, body = next(iter(kept.by_name.items()))
    (archive / "bodies" / name).write_bytes(body + b" ")
    assert found(week.house.verified(week.honest, evidence=archive)) == {"evidence"}


def test_verify__body_missing__is_no_lie_but_no_proof_either(week: Week, archive: Path) -> None:
    kept = Archive(archive).load(root_of(week, week.honest))
    (archive / "bodies" / next(iter(kept.by_name))).unlink()
    assert week.house.verified(week.honest, evidence=archive).exit is Exit.UNCHECKED


def test_verify__another_evidence_root__is_found(week: Week, liar: Liar) -> None:
    other = root_of(week, week.lied)
    liar.event("Resolution", "Proposed", lambda args: args | {"evidenceRoot": other})
    assert found(week.house.verified(week.honest, liar.client())) >= {"signatures", "bodies"}


def test_verify__price_announced_as_if_nobody_had_won__is_found(week: Week, liar: Liar) -> None:
    liar.event("Resolution", "Proposed", lambda args: args | {"noWinner": True})
    assert found(week.house.verified(week.honest, liar.client())) == {"median"}


def test_verify__sources_swapped_in_the_manifest__is_found(week: Week, liar: Liar, archive: Path) -> None:
    """Under a root of its own, so that only reading the bodies again can tell."""
    kept = Archive(archive).load(root_of(week, week.honest))
    manifest = json.loads(json.dumps(kept.manifest))
    first, second, *_ = manifest["answers"]
    first["pages"], second["pages"] = second["pages"], first["pages"]
    root = Archive(archive).store(Evidence(manifest, kept.bodies))
    liar.event("Resolution", "Proposed", lambda args: args | {"evidenceRoot": root})
    assert "bodies" in found(week.house.verified(week.honest, liar.client(), evidence=archive))


def test_verify__value_altered_in_the_manifest__is_found(week: Week, liar: Liar, archive: Path) -> None:
    kept = Archive(archive).load(root_of(week, week.honest))
    manifest = json.loads(json.dumps(kept.manifest))
    manifest["answers"][0]["value"] = "1.00000000"
    root = Archive(archive).store(Evidence(manifest, kept.bodies))
    liar.event("Resolution", "Proposed", lambda args: args | {"evidenceRoot": root})
    assert "bodies" in found(week.house.verified(week.honest, liar.client(), evidence=archive))


def test_verify__forged_signature__is_found(week: Week, liar: Liar) -> None:
    entry = function_entry("Resolution", "propose")

    def forge(text: str) -> str:
        *others, signatures = abi.decode_values(entry["inputs"], bytes.fromhex(text[10:]))
        forged = [bytes([signatures[0][0] ^ 1]) + signatures[0][1:], *signatures[1:]]
        return text[:10] + abi.encode_values(entry["inputs"], [*others, forged]).hex()

    liar.transaction(forge)
    assert "signatures" in found(week.house.verified(week.honest, liar.client()))


@pytest.mark.parametrize(
    ("model", "values"),
    [(Market, {"winner": 9}), (Market, {"value": 1}), (Bet, {"stake": 1}), (Claim, {"amount": 1})],
    ids=["winner", "value", "bet", "claim"],
)
def test_verify__sql_edited__is_found(week: Week, model: type[Any], values: dict[str, int]) -> None:
    database, rows = week.house.world.database, table(model)
    with writing(database) as connection:
        kept = [dict(row) for row in connection.execute(rows.select()).mappings()]
        connection.execute(update(rows).where(rows.c.market_id == week.honest).values(**values))
    try:
        assert found(week.house.verified(week.honest)) == {"Database"}
    finally:
        with writing(database) as connection:
            connection.execute(rows.delete())
            connection.execute(rows.insert(), kept)


def test_verify__repository_of_another_deployment__cannot_check_rather_than_accuse(
    week: Week, tmp_path: Path
) -> None:
    products = tmp_path / "products.toml"
    here = week.house.settings.products.read_text()
    products.write_text(here.replace("max_spread_bps = 50", "max_spread_bps = 40", 1))
    report = week.house.verified(week.honest, products=products)
    assert report.exit is Exit.UNCHECKED
    assert "other numbers than this repository says" in "\n".join(report.lines())
