"""Live prices: only while somebody may be watching, never one exchange's word, and soon forgotten."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from sqlmodel import Session, col, select

from mutuel.db.engine import create_tables, open_engine
from mutuel.db.mirror import Market
from mutuel.db.oracle import Price
from mutuel.domain.market import State
from oracle.charts.live import PAUSE, SOON, SOURCE, Live
from oracle.world import World
from tests.unit.oracle.minute_answers import LISTING, Told, exchanges

OPEN = 1_791_720_000
PRICE = 77_000 * 10**8


@pytest.fixture
def world(tmp_path: Path) -> World:
    """One round, open from OPEN, observed 1,200 s later."""
    database = open_engine(f"sqlite:///{tmp_path / 'test.db'}")
    create_tables(database)
    with Session(database) as session:
        session.add(
            Market(
                market_id=1, template_id=LISTING.template.id, source_id=5, question_id="0x", kind=1, outcomes=2,
                k0=1, k1=1, open=OPEN, close=OPEN + 600, closes_at=OPEN + 600, observe_at=OPEN + 1_200, edges=[],
                config_hash="0x", staked=0, state=State.OPEN, created_block=1,
            )
        )  # fmt: skip
        session.commit()
    found = SimpleNamespace(
        database=database,
        catalogue=SimpleNamespace(listings={"BTC-10M": LISTING}),
        exchanges=exchanges(PRICE, PRICE + 9, PRICE + 1),
        source_timeout=2,
        live_seconds=5,
        live_kept=600,
    )
    return cast(World, found)


def told(world: World) -> dict[str, Told]:
    return cast(dict[str, Told], world.exchanges)


def rows(world: World) -> list[tuple[int, int]]:
    with Session(world.database) as session:
        return [(row.at, row.price) for row in session.exec(select(Price).order_by(col(Price.at))).all()]


def test_step__open_round__median_every_few_seconds(world: World) -> None:
    live = Live(world)
    assert [live.step(OPEN + second) for second in (0, 1, 4, 5, 11)] == [1, 0, 0, 1, 1]
    assert rows(world) == [(OPEN, PRICE + 1), (OPEN + 5, PRICE + 1), (OPEN + 11, PRICE + 1)]


@pytest.mark.parametrize(
    ("now", "watched"),
    [(OPEN - SOON - 1, 0), (OPEN - SOON, 1), (OPEN + 1_200, 1), (OPEN + 1_201, 0)],
)
def test_step__round_far_or_over__nobody_is_asked(world: World, now: int, watched: int) -> None:
    assert Live(world).step(now) == watched
    assert told(world)["kraken"].asked == watched


def test_step__round_decided__nobody_is_asked(world: World) -> None:
    with Session(world.database) as session:
        session.exec(select(Market)).one().state = State.VOID
        session.commit()
    assert Live(world).step(OPEN) == 0


def test_step__one_exchange_silent__the_lower_of_two_and_a_longer_pause(world: World) -> None:
    told(world)["coinbase"].price = None
    live = Live(world)
    assert [live.step(OPEN + second) for second in (0, 5, PAUSE - 1, PAUSE)] == [1, 0, 0, 1]
    assert rows(world)[0] == (OPEN, PRICE + 1)


def test_step__two_silent__no_price_rather_than_one_exchanges(world: World) -> None:
    told(world)["coinbase"].price = told(world)["kraken"].price = None
    assert Live(world).step(OPEN) == 0
    assert rows(world) == []


def test_step__old_rows__forgotten_but_only_its_own(world: World) -> None:
    with Session(world.database) as session:
        for at, source in ((OPEN - 1, SOURCE), (OPEN - 1, "chainlink"), (OPEN, SOURCE)):
            session.add(Price(symbol="BTC", at=at, source=source, price=1))
        session.commit()
    Live(world).step(OPEN + 600)
    with Session(world.database) as session:
        left = {(row.at, row.source) for row in session.exec(select(Price)).all()}
    assert left == {(OPEN - 1, "chainlink"), (OPEN, SOURCE), (OPEN + 600, SOURCE)}
