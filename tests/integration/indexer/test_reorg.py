from pathlib import Path

import pytest
from sqlalchemy import Engine

from indexer.source import HOT
from mutuel.chain.client import Block, Client
from mutuel.errors import ReorgTooDeep
from tests.chain.undone import reorganise, roll_back
from tests.integration.indexer import mirrors
from tests.integration.indexer.emitter import SENDER, emit
from tests.integration.indexer.history import History


@pytest.mark.parametrize("depth", [1, 5, 20])
def test_step__blocks_replaced_by_empty_ones__equals_a_clean_mirror(
    depth: int, engine: Engine, client: Client, history: History, tmp_path: Path
) -> None:
    history.steps(120)
    mirror = mirrors.make(engine, client, longest=50)
    before = mirror.catch_up()
    reorganise(client, depth)

    assert mirror.step().did == "rewound"
    mirror.catch_up()
    history.forget_after(before.block - depth)
    history.steps(10)
    mirror.catch_up()

    assert mirrors.contents(engine) == mirrors.clean(tmp_path, client)
    assert mirrors.has_no_gap(engine)


@pytest.mark.parametrize("depth", [1, 5, 20])
def test_step__blocks_replaced_by_another_history__equals_a_clean_mirror(
    depth: int, engine: Engine, client: Client, history: History, tmp_path: Path
) -> None:
    history.steps(120)
    mirror = mirrors.make(engine, client)
    before = mirror.catch_up()
    stale = mirrors.contents(engine)
    roll_back(client, depth)
    history.forget_after(before.block - depth)
    history.steps(depth + 3)
    mirror.catch_up()

    fresh = mirrors.contents(engine)
    assert fresh == mirrors.clean(tmp_path, client)
    assert fresh["Event"] != stale["Event"]
    assert mirrors.has_no_gap(engine)


def test_step__decision_dropped__market_and_question_are_as_before(
    engine: Engine, client: Client, history: History
) -> None:
    history.bet()
    [market_id] = history.pools
    question = {"questionId": history.question(market_id)}
    emit(client, "Resolution", "Disputed", **question, reason=4, at=5_000)
    mirror = mirrors.make(engine, client)
    mirror.catch_up()
    before = mirrors.contents(engine)
    emit(client, "ParimutuelEngine", "MarketClosedEarly", marketId=market_id, closesAt=1_500)
    emit(client, "Resolution", "Finalised", **question, value=7)
    emit(client, "ParimutuelEngine", "MarketSettled", marketId=market_id, outcome=1, value=7, net=1, fee=0)
    emit(client, "ParimutuelEngine", "Claimed", marketId=market_id, account=SENDER, amount=1, toWallet=True)
    mirror.catch_up()
    decided = mirrors.contents(engine)
    reorganise(client, 4)
    mirror.catch_up()

    after = mirrors.contents(engine)
    for name in ("Market", "Question", "Pool", "Bet", "Claim", "Event"):
        assert after[name] == before[name]
    for name in ("Market", "Question", "Claim", "Event"):
        assert decided[name] != before[name]


def test_step__reorg_of_blocks_never_mirrored__is_not_noticed_and_right(
    engine: Engine, client: Client, history: History, tmp_path: Path
) -> None:
    history.steps(30)
    mirror = mirrors.make(engine, client)
    mirror.catch_up()
    block = client.block_number()
    history.steps(10)
    roll_back(client, client.block_number() - block)
    history.forget_after(block)
    history.steps(5)

    mirror.catch_up()

    assert mirrors.contents(engine) == mirrors.clean(tmp_path, client)


def test_step__head_goes_back__waits_and_changes_nothing(
    engine: Engine, client: Client, history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.steps(40)
    mirror = mirrors.make(engine, client)
    block = mirror.catch_up().block
    before = mirrors.contents(engine)
    behind = block - 10  # a node that lags answers: it has none of our last ten blocks
    real_block = client.block

    def block_of_the_laggard(which: int | str = "latest") -> Block | None:
        return real_block(which) if isinstance(which, int) and which <= behind else None

    monkeypatch.setattr(client, "block_number", lambda: behind)
    monkeypatch.setattr(client, "block", block_of_the_laggard)
    monkeypatch.setattr(client, "blocks", lambda numbers: list(map(block_of_the_laggard, numbers)))

    step = mirror.step()

    assert (step.did, step.block) == ("waited", block)
    assert mirrors.contents(engine) == before


def test_step__reorg_deeper_than_allowed__halts_and_wipes_nothing(
    engine: Engine, client: Client, history: History
) -> None:
    client.request("anvil_mine", hex(5))
    history.steps(20)
    mirror = mirrors.make(engine, client)
    mirror.catch_up()
    client.request("anvil_mine", hex(HOT + 10))
    mirror.catch_up()
    before = mirrors.contents(engine)
    reorganise(client, HOT + 5)

    with pytest.raises(ReorgTooDeep):
        mirror.step()

    assert mirrors.contents(engine) == before


def test_step__strangers_make_up_numbers_and_texts__are_kept_and_undone_like_others(
    engine: Engine, client: Client, history: History
) -> None:
    mirror = mirrors.make(engine, client)
    mirror.catch_up()
    before = mirrors.contents(engine)
    for market_id in (2**63, 2**256 - 1):
        emit(client, "ParimutuelEngine", "ClaimSkipped", marketId=market_id, account=SENDER, code=3)
        emit(client, "ParimutuelEngine", "BetSkipped", marketId=market_id, account=SENDER, code=1)
    challenge = {"claim": 1, "claimVoid": False, "bond": 10**8, "round": 0, "evidenceUri": "\0"}
    emit(client, "Resolution", "Challenged", questionId=bytes(32), challenger=SENDER, **challenge)
    mirror.catch_up()
    named = [event["about"] for event in mirrors.contents(engine)["Event"][-5:-1]]
    assert named == [str(2**63)] * 2 + [str(2**256 - 1)] * 2

    roll_back(client, 5)
    client.request("anvil_mine", "0x6")
    mirror.catch_up()
    assert mirrors.contents(engine)["Event"] == before["Event"]
    assert history.pools
