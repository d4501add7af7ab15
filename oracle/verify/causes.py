"""Why reporters closed a market's betting or cancelled it: the archived bodies, read again by the same parsers.

A halt is signed over the very records that tell it. A window is cancelled for what its feeds have shown so far, and a
stop may be over before the last of many windows is: bodies that show none leave the reason to the reporters' word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from mutuel.chain.history import Event
from mutuel.chain.markets import Seen
from mutuel.domain.results import MatchState, Play
from mutuel.text import moment
from oracle.evidence import Evidence
from oracle.markets.halts import evidence_of
from oracle.matches.evidence import of_cancellation
from oracle.matches.reports import HALT
from oracle.sources.feeds import FeedAnswer
from oracle.sources.halts import HaltRecord, parse_record
from oracle.verify import results
from oracle.verify.evidence import HALTS, MEANS_MANIFEST, differences
from oracle.verify.pages import pages_of, told_by
from oracle.verify.report import Report
from oracle.verify.site import Site

NO_BETTING: Final = {Play.STOPPED, Play.OVER}
MEANS_HALT: Final = "betting was closed early for a halt that the exchanges' own records do not tell."
MEANS_WORD: Final = "stakes came back for a reason that nobody but the reporters vouches for."


def check(site: Site, report: Report, seen: Seen, event: Event, kept: Evidence, what: str) -> None:
    """Whether the bodies say what was acted on."""
    step = f"{what}, reason"
    try:
        if event.args["action"] == HALT:
            _check_halt(report, event, kept, step)
        else:
            _check_cancellation(site, report, seen, event, kept, step)
    except results.UnknownMatch as unknown:
        report.unchecked(step, f"{unknown}.")
    except (TypeError, ValueError, LookupError) as error:
        said = f"the manifest cannot be read ({type(error).__name__}: {error})."
        report.differs(step, said, MEANS_MANIFEST)


def _check_halt(report: Report, event: Event, kept: Evidence, step: str) -> None:
    at = event.args["at"]
    pages = pages_of(told_by(kept).get(HALTS), kept)
    told = (halt for page in pages for halt in parse_record(page))
    found = next((halt for halt in told if halt.is_market_wide and halt.covers(at)), None)
    if found is None:
        report.differs(step, f"no record tells a halt of the whole market at {moment(at)}.", MEANS_HALT)
        return
    wrong = differences(evidence_of(HaltRecord(found, pages), at).manifest, kept.manifest)
    report.settle(step, wrong, f"the whole market was halted at {moment(found.at)}.", MEANS_MANIFEST)


def _check_cancellation(
    site: Site, report: Report, seen: Seen, event: Event, kept: Evidence, step: str
) -> None:
    match = results.match_of(site, seen.market.id)
    answers = results.answers_again(site, match, kept)
    cancelled: Any = kept.manifest["cancelled"]
    reason = str(cancelled["reason"])
    wrong = differences(of_cancellation(match, reason, event.args["at"], answers).manifest, kept.manifest)
    said = f"{reason[:80]}: {_said(answers)}"
    if wrong or _shown(answers):
        report.settle(step, wrong, f"{said}.", MEANS_MANIFEST)
        return
    report.unchecked(step, f"{said}, so no body shows a stop or an end.", MEANS_WORD)


def _shown(answers: Sequence[FeedAnswer]) -> bool:
    return any(isinstance(one.result, MatchState) and one.result.play in NO_BETTING for one in answers)


def _said(answers: Sequence[FeedAnswer]) -> str:
    return ", ".join(
        f"{one.source.name} says {one.result.play.value}"
        if isinstance(one.result, MatchState)
        else f"{one.source.name} said nothing"
        for one in answers
    )
