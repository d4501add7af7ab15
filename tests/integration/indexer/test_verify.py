"""The mirror of the real contracts, compared with them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, Select, Update, select, update

from indexer.mirror import Mirror
from indexer.reindex import reindex
from indexer.verify import verify
from mutuel.db.engine import create_tables, open_engine
from mutuel.db.mirror import Bet, Claim, Market, Pool, Question
from mutuel.db.rows import table
from mutuel.db.sessions import writing
from mutuel.errors import MirrorDiffers
from mutuel.settings import Settings
from tests.chain.undone import roll_back
from tests.integration.indexer import mirrors
from tests.integration.indexer.house import UNIT, House


@pytest.fixture
def mirror(house: House, tmp_path: Path) -> Iterator[Mirror]:
    engine = open_engine(f"sqlite:///{tmp_path / 'house.db'}")
    create_tables(engine)
    mirror = Mirror.of(Settings(), engine, house.client, house.book)
    mirror.catch_up()
    yield mirror
    engine.dispose()


def column(engine: Engine, statement: Select[Any]) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(statement).scalars())


def test_verify__every_kind_of_market__nothing_differs(mirror: Mirror, house: House) -> None:
    report = verify(mirror.engine, house.client, house.book)
    assert report.differences == []
    assert (report.markets, report.bets, report.escrow_drift, report.index_drift) == (3, 6, 0, 0)
    assert report.staked == (80 + 33 + 100 + 45 + 20 + 12) * UNIT
    assert report.refunded == 20 * UNIT
    assert report.staked == report.paid + report.refunded + report.fees + report.locked
    assert report.escrow_holds == report.escrow_owes
    assert list(report.lines())[-1] == "Nothing differs."


def test_mirror__real_contracts__holds_what_they_announced(mirror: Mirror, house: House) -> None:
    markets, questions = table(Market), table(Question)
    by_age = select(markets.c.state).order_by(markets.c.market_id)
    assert column(mirror.engine, by_age) == [2, 3, 1]
    assert column(mirror.engine, select(markets.c.winner).order_by(markets.c.market_id)) == [2, None, None]
    assert column(mirror.engine, select(questions.c.state)) == [5, 5]
    assert sorted(map(int, column(mirror.engine, select(questions.c.value)))) == [
        15_000 * 10**8,
        25_000 * 10**8,
    ]
    assert column(mirror.engine, select(table(Claim).c.to_wallet).order_by(table(Claim).c.block_number)) == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (update(table(Bet)).where(table(Bet).c.stake == 33 * UNIT).values(stake=34 * UNIT), "Bets on 2"),
        (update(table(Pool)).where(table(Pool).c.stake == 12 * UNIT).values(stake=11 * UNIT), "Pool 3"),
        (update(table(Market)).where(table(Market).c.state == 3).values(state=2), "State of market"),
        (update(table(Claim)).where(table(Claim).c.to_wallet).values(amount=1), "Held for market"),
    ],
    ids=["bet", "pool", "state", "claim"],
)
def test_verify__one_row_wrong__says_which(mirror: Mirror, house: House, change: Update, says: str) -> None:
    with writing(mirror.engine) as connection:
        connection.execute(change)
    report = verify(mirror.engine, house.client, house.book)
    assert any(line.startswith(says) for line in report.differences)
    assert report.index_drift > 0


def test_verify__ranges_that_could_have_merged_and_did_not__nothing_differs(
    mirror: Mirror, house: House
) -> None:
    """Every range holds the threshold: the engine stores that each is a group of its own."""
    house.bettors = house.accounts[3:8]
    house.fund()
    thick, observed = house.create()
    for outcome in range(5):
        house.bet(thick, outcome, outcome, 100)
    house.settle(thick, observed, 25_000)
    mirror.catch_up()
    assert verify(mirror.engine, house.client, house.book).differences == []


def test_verify__escrow_lost_money__says_how_much(mirror: Mirror, house: House) -> None:
    escrow = house.book.address("Escrow")
    house.client.request("anvil_impersonateAccount", escrow)
    house.client.request("anvil_setBalance", escrow, hex(10**18))
    house.act(escrow, house.contract("Usdc"), "transfer", house.owner, 7)
    mirror.catch_up()
    report = verify(mirror.engine, house.client, house.book)
    assert report.escrow_drift == 7
    assert "7 are missing" in report.differences[-1]


def test_verify__empty_mirror__is_refused(house: House, tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'empty.db'}")
    create_tables(engine)
    with pytest.raises(MirrorDiffers, match="empty"):
        verify(engine, house.client, house.book)


def test_step__reorg_of_real_bets__equals_the_contracts(mirror: Mirror, house: House) -> None:
    roll_back(house.client, 3)
    late, _ = house.create()
    house.bet(late, 2, 1, 9)
    house.client.request("anvil_mine", hex(3))
    mirror.catch_up()
    report = verify(mirror.engine, house.client, house.book)
    assert report.differences == []
    assert mirrors.has_no_gap(mirror.engine)


def test_reindex__damaged_mirror__is_whole_again(mirror: Mirror, house: House) -> None:
    before = mirrors.contents(mirror.engine)
    with writing(mirror.engine) as connection:
        connection.execute(update(table(Bet)).values(stake=1))
    reindex(mirror, lambda _: None)
    assert mirrors.contents(mirror.engine) == before
    assert mirrors.has_no_gap(mirror.engine)
