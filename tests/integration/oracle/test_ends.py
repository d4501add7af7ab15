"""Questions that no market waits for: the keeper ends them, so that bonds come back and no dispute stays open."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from mutuel.domain.ids import market_id, question_id
from mutuel.domain.resolution.table import QuestionState
from oracle.sources.closes import day_number
from tests.integration.oracle.house import House

SOURCE = 2
FRIDAY = date(2026, 10, 9)
FRIDAY_CLOSE, MONDAY_CLOSE = (int(datetime(2026, 10, day, 20, tzinfo=UTC).timestamp()) for day in (9, 12))
SUBJECT = day_number(FRIDAY).to_bytes(32, "big")
HOUR = 3_600


def day_market(house: House) -> int:
    """Apple from Friday to Monday, made and with its start reported, but nobody bets."""
    listing = house.world.catalogue.listings["AAPL-DAY"]
    house.world = replace(house.world, served=(listing,))
    house.advance_to(FRIDAY_CLOSE + 4_800)
    house.work()
    return market_id(listing.template.id, day_number(FRIDAY), 0)


def state(house: House, at: int) -> int:
    return int(house.world.resolution.read("observation", question_id(SOURCE, at, SUBJECT))[0])


def test_keeper__asleep_until_an_empty_market_closed__takes_its_bond_back(house: House) -> None:
    day_market(house)
    keeper = house.world.keeper.address
    assert state(house, FRIDAY_CLOSE) == QuestionState.PROPOSED
    before = house.world.escrow.read("accountOf", keeper)["credit"]
    house.advance_to(MONDAY_CLOSE)
    house.work()
    assert state(house, FRIDAY_CLOSE) == QuestionState.FINAL
    bond = house.world.resolution.read("clockOf", question_id(SOURCE, FRIDAY_CLOSE, SUBJECT))["bond"]
    assert house.world.escrow.read("accountOf", keeper)["credit"] == before + bond > before


def test_keeper__dispute_over_an_empty_market__is_ended_when_nobody_ruled(house: House) -> None:
    market = day_market(house)
    assert house.market(market)["observeAt"] == MONDAY_CLOSE
    disputed = MONDAY_CLOSE + 24 * HOUR + 60
    house.work_until(disputed)
    assert state(house, MONDAY_CLOSE) == QuestionState.NONE
    house.bettor(0).send(house.world.resolution.prepare("escalate", SOURCE, MONDAY_CLOSE, SUBJECT))
    house.mirror.catch_up()
    house.work_until(disputed + 47 * HOUR)
    assert state(house, MONDAY_CLOSE) == QuestionState.DISPUTED
    house.work_until(disputed + 49 * HOUR)
    assert state(house, MONDAY_CLOSE) == QuestionState.VOID
