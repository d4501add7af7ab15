"""A stock's day from one official close to the next: made by the keeper, answered twice by reports, settled."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from mutuel.domain.ids import market_id, question_id
from mutuel.domain.market import State
from mutuel.domain.resolution.table import QuestionState
from oracle.commands import _lines
from oracle.sources.closes import day_number
from scripts.replay.histories import SYNTHETIC, load
from tests.integration.oracle.house import USDC, House

TEMPLATE, SOURCE = "AAPL-DAY", 2
FRIDAY, MONDAY = date(2026, 10, 9), date(2026, 10, 12)
FRIDAY_CLOSE, MONDAY_CLOSE = (int(datetime(2026, 10, day, 20, tzinfo=UTC).timestamp()) for day in (9, 12))
CLOSES = {bar.day: int(bar.close * 10**8) for bar in load(SYNTHETIC).as_traded["AAPL"]}


def test_keeper__stock_day__settles_on_the_monday_close_against_the_friday_close(house: House) -> None:
    listing = house.world.catalogue.listings[TEMPLATE]
    house.world = replace(house.world, served=(listing,))
    market = market_id(listing.template.id, day_number(FRIDAY), 0)
    house.advance_to(FRIDAY_CLOSE + 4_800)
    house.work()
    view = house.market(market)
    assert (view["state"], view["edges"][0]) == (State.OPEN, FRIDAY_CLOSE)
    assert (view["close"], view["observeAt"]) == (MONDAY_CLOSE - 1_800, MONDAY_CLOSE)

    bettors = house.bet_on_each(market, [100, 50])
    house.work_until(MONDAY_CLOSE + 3 * 3_600 + 4_800)

    subject = day_number(FRIDAY).to_bytes(32, "big")
    start = house.world.resolution.read("observation", question_id(SOURCE, FRIDAY_CLOSE, subject))
    end = house.observation(market)
    assert (start[0], start[1]) == (QuestionState.FINAL, CLOSES[FRIDAY])
    assert (end[0], end[1]) == (QuestionState.FINAL, CLOSES[MONDAY])
    view = house.market(market)
    won = int(CLOSES[MONDAY] > CLOSES[FRIDAY])
    assert (view["state"], view["winner"]) == (State.SETTLED, won)

    house.work_until(house.now() + house.world.push_after + 1)
    assert house.balance(bettors[won]) == (1_000 + [50, 100][won]) * USDC
    assert house.balance(bettors[1 - won]) == (1_000 - [50, 100][won]) * USDC
    house.assert_honest(market)


def test_status__market_and_acts__with_times_that_people_read(house: House) -> None:
    house.world = replace(house.world, served=(house.world.catalogue.listings[TEMPLATE],))
    house.advance_to(FRIDAY_CLOSE + 4_800)
    house.work()
    said = "\n".join(_lines(house.world))
    assert "waiting  AAPL-DAY         until 2026-10-12 20:00:00 UTC" in said
    assert " at 2026-10-09 " in said
