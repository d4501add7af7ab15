"""The sanity band of a stock's close: what Chainlink's feed of the tokenised share gained over the same time.

Never a vote, never evidence, never a reason to wait: an alarm alone, for people who can challenge within the window.
What cannot be compared is said in the log and changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mutuel import logging
from mutuel.chain.contracts import Contract
from mutuel.domain.errors import DomainError, OutOfRange
from mutuel.domain.resolution.decide import Final as Decision
from mutuel.domain.resolution.decide import median
from mutuel.domain.resolution.observation import Observation
from mutuel.domain.resolution.rounds import Feed
from mutuel.domain.units import HOUR
from mutuel.errors import MutuelError
from oracle.acts import Acts
from oracle.calendar import UnknownSession
from oracle.observations.band import Band, Span, gap_bps_down, is_out
from oracle.observations.observe import Asked, close_in_shares_of
from oracle.proofs.rounds import FeedReader
from oracle.reports.decide import Decided
from oracle.resolution.questions import Question
from oracle.sources.closes import Closes
from oracle.world import OracleError, World

OUT_OF_BAND: Final = "band:"
"""Begins the name of what is noted of a question whose close left the band."""
MAX_AGE: Final = 36 * HOUR
"""Seconds; such a feed posts at least once a day while its market is open, so an older round is of another day."""
log = logging.get("oracle")


class NoBand(OracleError):
    """The feed, or our sources, do not tell both ends of the span."""

    code = "noBand"


def watch(world: World, acts: Acts, question: Question, asked: Asked, decided: Decided, now: int) -> None:
    """Compares a close that was decided; what fails on the way is logged. A close is never told twice."""
    band, verdict = world.bands.get(asked.symbol), decided.verdict
    if band is None or not isinstance(verdict, Decision) or asked.basis_day == asked.session.day:
        return  # a span without length gains nothing
    try:
        ours = Span(_start(decided, asked), verdict.reading.value)
        theirs = _theirs(world, question, band, asked, now)
    except (MutuelError, DomainError, UnknownSession) as error:
        log.warning("no sanity band", question=question.id, reason=str(error))
        return
    out, key = is_out(ours, theirs, band.width), f"{OUT_OF_BAND}{question.id}"
    log.info("sanity band", question=question.id, bps=gap_bps_down(ours, theirs), out=out)
    if out and not acts.is_done(key):
        acts.note_done(key, now)


def _start(decided: Decided, asked: Asked) -> int:
    """The close of the basis day by those who voted, the lower median. Raises NoBand."""
    found = list(_starts(decided, asked))
    if not found:
        raise NoBand(f"No source tells the close of {asked.basis_day} beside the one asked for.")
    return median(found)


def _starts(decided: Decided, asked: Asked) -> Iterator[int]:
    for finding in decided.findings:
        closes, day = finding.answer.result, asked.basis_day
        voted = isinstance(finding.result, Observation) and isinstance(closes, Closes)
        if voted and isinstance(closes, Closes) and day in closes.by_day:
            try:
                yield close_in_shares_of(closes, day, day, finding.splits, asked)
            except OutOfRange:
                continue


def _theirs(world: World, question: Question, band: Band, asked: Asked, now: int) -> Span:
    """The feed's prices at both closes. Raises NoBand, RoundRefused, UnknownSession, NodeError."""
    proxy = Contract(world.client, band.description, band.feed, "PriceFeed")
    told = proxy.read("description"), proxy.read("decimals")
    if told != (band.description, 8):
        raise NoBand(f"{band.feed} calls itself {told[0]!r:.40} with {told[1]} decimals.")
    latest = FeedReader(proxy, Feed(0, MAX_AGE)).latest()
    if latest is None:
        raise NoBand(f"{band.description} has no round.")
    feed = FeedReader(proxy, Feed(latest.phase, MAX_AGE))
    days = world.calendar(question.asset.calendar, now)
    moments = days.on(asked.basis_day).close, asked.session.close
    return Span(*(feed.round_at(moment, now).answer for moment in moments))
