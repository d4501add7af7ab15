"""A halt of the whole market: the keeper reads the exchanges' record and closes betting on chain by signed reports."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, select

from mutuel.chain.markets import read_market
from mutuel.db.mirror import Event
from mutuel.domain.ids import market_id
from mutuel.domain.market import State
from mutuel.errors import CallRefused
from oracle.acts import Acts
from oracle.evidence import body_names
from oracle.markets.halts import PAUSE, evidence_of
from oracle.matches.reports import halt
from oracle.resolution.questions import questions_for
from oracle.sources.adapter import Answer, Declaration
from oracle.sources.closes import day_number
from oracle.sources.halts import NASDAQ, Halt, HaltRecord, Halts, parse_nasdaq
from oracle.sources.transport import Page, Web
from oracle.verify.report import Verdict
from tests.integration.oracle.house import USDC, House
from tests.unit.oracle.sources.test_halts import rss

TEMPLATE = "AAPL-DAY"
FRIDAY = date(2026, 10, 9)


def on_monday(hour: int, minute: int = 0) -> int:
    """UTC; New York is four hours behind, so the session lasts from 13:30 to 20:00."""
    return int(datetime(2026, 10, 12, hour, minute, tzinfo=UTC).timestamp())


@dataclass(frozen=True)
class Told:
    """What the exchange's record says, as it would be fetched."""

    body: bytes
    declaration: Declaration = NASDAQ.declaration

    async def fetch(self, _web: Web, _wanted: None) -> Answer[Halts]:
        return Answer(self.declaration, (Page("/rss", 200, self.body),), parse_nasdaq(self.body))


def record(symbol: str, clock: str, reason: str, day: int = 12) -> bytes:
    return rss((symbol, clock, reason, "")).replace(b"10/14/2026", f"10/{day:02}/2026".encode())


def says(house: House, body: bytes) -> None:
    house.world = replace(house.world, halts={"nasdaq-halts": Told(body)})


def reports(house: House) -> list[Event]:
    with Session(house.world.database) as session:
        return list(session.exec(select(Event).where(Event.name == "MarketReported")).all())


@pytest.fixture
def market(house: House) -> int:
    """Apple's Monday, with bets, an hour into the session."""
    listing = house.world.catalogue.listings[TEMPLATE]
    house.world = replace(house.world, served=(listing,))
    house.advance_to(int(datetime(2026, 10, 9, 21, 20, tzinfo=UTC).timestamp()))
    house.work()
    found = market_id(listing.template.id, day_number(FRIDAY), 0)
    house.bet_on_each(found, [60, 40])
    house.advance_to(on_monday(14, 30))
    return found


def test_keeper__whole_market_halted__betting_closes_at_once_and_once(house: House, market: int) -> None:
    body = record("SPY", "10:29:00", "MWC1")
    says(house, body)
    house.work()
    view = house.market(market)
    assert view["state"] == State.OPEN
    assert on_monday(14, 30) <= view["closesAt"] <= house.now() < view["close"]
    with pytest.raises(CallRefused, match="Betting"):
        house.bettor(2).send(house.world.engine.prepare("bet", market, 0, USDC, 0))

    (told,) = reports(house)
    assert (told.about, told.args["action"]) == (str(market), "1")
    manifest = house.world.archive.load(bytes.fromhex(str(told.args["evidenceRoot"])[2:])).manifest
    assert body_names(manifest) == [Page("/rss", 200, body).sha256]

    house.advance_to(house.now() + 600)
    house.work()
    assert len(reports(house)) == 1
    assert house.market(market)["closesAt"] == view["closesAt"]
    house.assert_honest(market)


def test_verify__reporters_close_betting_over_a_record_that_tells_no_such_halt__is_found(
    house: House, market: int
) -> None:
    seen = read_market(house.world.engine, market, house.client.block_number())
    (question,) = questions_for(seen.market, house.world.catalogue.listings[TEMPLATE])[:1]
    invented = Halt("SPY", on_monday(14, 29), None, "MWC1")
    page = Page("/rss", 200, record("AAPL", "10:29:00", "T1"))
    told = evidence_of(HaltRecord(invented, (page,)), house.now())
    assert halt(house.world, Acts(house.world), question, told, house.now())
    house.mirror.catch_up()

    report = house.verified(market)
    assert [check.what for check in report.checks if check.verdict is Verdict.DIFFERS] == ["Halt, reason"]


def test_keeper__halt_taken_back_by_a_reorg__betting_closes_again(house: House, market: int) -> None:
    says(house, record("SPY", "10:29:00", "MWC1"))
    house.work()
    house.take_back("MarketReported")
    assert house.market(market)["closesAt"] == on_monday(19, 30)
    house.advance_to(house.now() + PAUSE)
    house.work()
    assert house.market(market)["closesAt"] <= house.now()


@pytest.mark.parametrize(
    "body",
    [
        record("AAPL", "10:29:00", "T1"),
        record("SPY", "10:31:00", "MWC1"),
        record("SPY", "10:29:00", "MWC1", day=9),
        record("SPY", "10:29:00", "MWC1")[:-40],
    ],
    ids=["one_share", "not_yet", "of_an_earlier_day", "cut_off"],
)
def test_keeper__no_halt_of_the_whole_market_now__betting_goes_on(
    house: House, market: int, body: bytes
) -> None:
    says(house, body)
    house.work()
    assert reports(house) == []
    assert house.market(market)["closesAt"] == on_monday(19, 30)


def test_keeper__session_over__nobody_looks(house: House, market: int) -> None:
    house.advance_to(on_monday(20, 5))
    says(house, record("SPY", "10:29:00", "MWC1"))
    house.work()
    assert reports(house) == []
