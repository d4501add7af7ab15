"""Chainlink's RegularHours streams of US stocks as a voice on the close: the last trade, once the market is closed.

It is what a network of nodes agreed on of several vendors' last trades, not the exchange's closing auction, so it never
decides alone. No such report was ever seen here whole: the layout (version 11) is as documented. Asked is for a minute
after the close; a market that still counts as open then was halted or runs late, and has no close.

Such a report never meets Chainlink's verifier on chain, where the signers are known. Who signs for the network of the
stock streams is published nowhere: whoever knows it from a subscription names it, and then every signature is checked
here. Whoever does not trusts the address that the report came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from mutuel.chain.streams import SignerSet, StreamReport, cut_to_8, open_report, read_blob, schema_of, verify
from mutuel.domain.units import MAX_PRICE, Price8
from mutuel.errors import StreamReportRefused
from oracle.sources.adapter import Answer, Declaration, Wanted
from oracle.sources.closes import Closes, Refusal, Why
from oracle.sources.streams import Streams, parse_report
from oracle.sources.transport import Web

DECLARATION: Final = Declaration(
    name="chainlink",
    group="chainlink",
    sessions="a report holds at a second, UTC; the one a minute after the session's close",
    terms="by subscription; reports must not be handed on, and evidence is public: needs Chainlink's consent",
    is_forbidden=True,
    is_verified=False,
)
STOCKS: Final = 11
"""Version of the reports' layout."""
AFTER: Final = 60
CLOSED: Final = 5
"""The market's status; streams of regular hours know 0 unknown, 2 open and 5 closed."""


@dataclass(frozen=True)
class Chainlink:
    """`feeds` names the RegularHours stream of each symbol, 32 bytes; a symbol without one is off. `networks`: who may
    sign, by configuration digest; without any, signatures are not looked at."""

    streams: Streams
    feeds: Mapping[str, bytes] = field(default_factory=dict)
    networks: Mapping[bytes, SignerSet] = field(default_factory=dict)
    declaration: Declaration = DECLARATION

    async def fetch(self, web: Web, wanted: Wanted) -> Answer[Closes]:
        feed, at = self.feeds.get(wanted.symbol), wanted.session.close + AFTER
        if feed is None:
            return Answer(self.declaration, (), Refusal(Why.OFF, f"no stream is named for {wanted.symbol}"))
        if wanted.now < at:
            return Answer(self.declaration, (), Refusal(Why.SESSION_UNFINISHED, f"no report before {at}"))
        page = await self.streams.page_at(web, feed, at)
        if isinstance(page, Refusal):
            return Answer(self.declaration, (), page)
        found = parse_close(page.body, feed, at, wanted.session.day, self.networks)
        return Answer(self.declaration, (page,), found)


def parse_close(
    body: bytes, feed: bytes, at: int, day: date, networks: Mapping[bytes, SignerSet]
) -> Closes | Refusal:
    """The close of `day` by the report of `feed` that holds at `at`, UTC seconds after it."""
    report = parse_report(body, feed, at)
    if isinstance(report, Refusal):
        return report
    try:
        told = verify(report.payload, networks) if networks else read_blob(open_report(report.payload).blob)
    except StreamReportRefused as error:
        return Refusal(Why.WRONG_SHAPE, str(error)[:200])
    return _close(told, feed, at, day)


def _close(told: StreamReport, feed: bytes, at: int, day: date) -> Closes | Refusal:
    if told.feed_id != feed or schema_of(feed) != STOCKS:
        return Refusal(Why.WRONG_SYMBOL, f"signed is a report of feed 0x{told.feed_id.hex()}")
    if not told.valid_from <= at <= told.observed_at:
        return Refusal(Why.SESSION_MISSING, f"signed is {told.valid_from} to {told.observed_at}, not {at}")
    if told.market_status != CLOSED:
        return Refusal(Why.SESSION_UNFINISHED, f"market status {told.market_status}, not closed")
    price = cut_to_8(told.price)
    if not 0 < price <= MAX_PRICE:
        return Refusal(Why.BAD_PRICE, f"the last trade was at {str(told.price)[:40]}")
    return Closes(feed.hex(), DECLARATION.currency, DECLARATION.basis, {day: Price8(price)}, as_of=at)
