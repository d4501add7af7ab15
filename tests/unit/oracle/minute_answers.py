"""Exchanges that say what a test wants, and a round that asks them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mutuel.domain.ids import question_id
from mutuel.domain.products.listing import Listing, Source
from mutuel.domain.resolution.decide import Entry, Quorum
from mutuel.domain.resolution.question import Path, Timetable
from mutuel.domain.units import MicroUsdc, Price8
from oracle.resolution.questions import Question
from oracle.sources import binance, coinbase, kraken
from oracle.sources.adapter import Answer, Declaration, Moment
from oracle.sources.closes import Refusal, Why
from oracle.sources.minutes import Minutes
from oracle.sources.transport import Web
from tests.unit.oracle.asking import coin
from tests.unit.oracle.sources.exchanges import T

DECLARED = (coinbase.DECLARATION, kraken.DECLARATION, binance.DECLARATION)
DOWN = Refusal(Why.UNREACHABLE, "ConnectError")
QUORUM = Quorum(tuple(Entry(one.name, group) for group, one in enumerate(DECLARED, 1)), has_primary=False)
SOURCE = Source(
    id=5,
    name="BTC-STREAM",
    timetable=Timetable(Path.PROOF_OR_REPORT, 0, 7_200),
    bond=MicroUsdc(100 * 10**6),
    feed="",
    heartbeat=0,
    stream="BTC / USD",
    quorum=QUORUM,
    threshold=3,
)
LISTING: Listing = replace(coin("BTC"), source=SOURCE)
SUBJECT = bytes(32)
QUESTION = Question(
    "0x" + question_id(SOURCE.id, T, SUBJECT).hex(), 1, LISTING, LISTING.asset, SOURCE, T, SUBJECT
)


@dataclass
class Told:
    """An exchange that says `price`, in 10^-8 USD, about every minute; None: it cannot be reached."""

    declaration: Declaration
    price: int | None
    asked: int = 0

    async def fetch(self, _web: Web, wanted: Moment) -> Answer[Minutes]:
        self.asked += 1
        if self.price is None:
            return Answer(self.declaration, (), DOWN)
        last = wanted.at - wanted.at % 60
        by_end = {end: Price8(self.price) for end in (last - 60, last, last + 60)}
        return Answer(self.declaration, (), Minutes(wanted.symbol, self.declaration.currency, by_end))


def exchanges(*prices: int | None) -> dict[str, Told]:
    return {source.name: Told(source, price) for source, price in zip(DECLARED, prices, strict=True)}
