"""What the archived bodies say: loaded under the root on chain, read by the same adapters, decided again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from mutuel.chain.history import Event
from mutuel.domain.resolution.decide import Delay, Dispute, DisputeReason, Flag, votes_of
from oracle import calendar
from oracle.evidence import Evidence, EvidenceError, EvidenceMissing, canonical
from oracle.observations.moments import AskedMoment, observe_moment
from oracle.observations.observe import Asked, Finding, observe, wanted
from oracle.reports.decide import Decided, decide_question
from oracle.resolution.questions import Question, session_of
from oracle.sources.adapter import Adapter, Answer, Moment
from oracle.sources.halts import HaltRecord, halted, parse_record
from oracle.sources.offline import ArchivedWeb, at_once
from oracle.sources.transport import Page
from oracle.verify import results
from oracle.verify.found import Found
from oracle.verify.pages import pages_of, refusal_of, told_by
from oracle.verify.report import Report
from oracle.verify.site import Site

MEANS_ALTERED: Final = (
    "somebody changed the archive after the report, or this is not the archive that was reported."
)
MEANS_MANIFEST: Final = "the report's own account of what the sources said is not what their bodies say."
HALTS: Final = "halts"


def check(site: Site, report: Report, question: Question, event: Event, what: str) -> Found | None:
    """What the bodies come to; None where they are not to be had or not the ones that were reported."""
    root = bytes.fromhex(event.args["evidenceRoot"][2:])
    kept = load(site, report, root, f"{what}, evidence")
    return None if kept is None else _read_again(site, report, question, kept, event, f"{what}, bodies")


def load(site: Site, report: Report, root: bytes, step: str) -> Evidence | None:
    """What lies in the archive under `root`, if it is whole and gives that root."""
    try:
        kept = site.archive.load(root)
    except EvidenceMissing as missing:
        report.unchecked(
            step, missing.message, "get the whole archive, from anybody who keeps it, and try again."
        )
        return None
    except EvidenceError as altered:
        report.differs(step, altered.message, MEANS_ALTERED)
        return None
    report.holds(
        step, f"{len(kept.bodies)} bodies and their manifest give the root on chain, 0x{root.hex()}."
    )
    return kept


def _read_again(
    site: Site, report: Report, question: Question, kept: Evidence, event: Event, step: str
) -> Found | None:
    """The bodies through the parsers once more, and whether the manifest says the same."""
    try:
        if question.source.quorum.is_match:
            ours, found = results.decide_again(site, question, kept, event.at)
        else:
            ours, found = _decide_again(site, question, kept, event.at)
    except results.UnknownMatch as unknown:
        report.unchecked(step, f"{unknown}.")
        return None
    except (TypeError, ValueError, LookupError) as error:
        report.differs(
            step, f"the manifest cannot be read ({type(error).__name__}: {error}).", MEANS_MANIFEST
        )
        return None
    wrong = differences(ours, kept.manifest)
    report.settle(step, wrong, "parsed and decided again, they say what the manifest says.", MEANS_MANIFEST)
    return found


def differences(ours: Mapping[str, Any], told: Mapping[str, Any]) -> list[str]:
    """Where two manifests differ, a sentence each."""
    if canonical(ours) == canonical(told):
        return []
    return [
        f"At {path} the manifest says {_short(theirs)}, computed again {_short(mine)}."
        for path, mine, theirs in _unequal("", ours, told)
    ]


def _unequal(path: str, ours: Any, told: Any) -> list[tuple[str, Any, Any]]:
    if isinstance(ours, Mapping) and isinstance(told, Mapping):
        keys = sorted(ours.keys() | told.keys())
        return [one for key in keys for one in _unequal(f"{path}/{key}", ours.get(key), told.get(key))]
    if isinstance(ours, list) and isinstance(told, list) and len(ours) == len(told):
        pairs = enumerate(zip(ours, told, strict=True))
        return [one for place, (a, b) in pairs for one in _unequal(f"{path}/{place}", a, b)]
    return [] if ours == told else [(path, ours, told)]


def _short(value: Any) -> str:
    return str(value)[:80]


def _decide_again(site: Site, question: Question, kept: Evidence, at: int) -> tuple[Mapping[str, Any], Found]:
    asked = _asked(site, question, kept.manifest, at)
    told = told_by(kept)
    pages = {name: pages_of(answer, kept) for name, answer in told.items()}
    findings = _findings(site, question, asked, told, pages)
    halt = _halt(asked, pages.get(HALTS))
    decided = decide_question(question, findings, asked, at, halt)
    return decided.evidence.manifest, _found(question, decided)


def _asked(site: Site, question: Question, manifest: Mapping[str, Any], at: int) -> Asked | AskedMoment:
    """What was asked, from the question and the calendar; only the day of asking is the manifest's own word."""
    asset = question.asset
    if not question.is_stock:
        return AskedMoment(asset.symbol, question.observe_at)
    session = session_of(question, site.overrides)
    read_on = date.fromisoformat(manifest["asked"]["readOn"])
    if not session.day <= read_on <= calendar.new_york_day(at):
        raise ValueError(f"read on {read_on}, which is not between the session and the report")
    return Asked(asset.symbol, session, question.basis_day, asset.tick, read_on)


def _findings(
    site: Site,
    question: Question,
    asked: Asked | AskedMoment,
    told: Mapping[str, Mapping[str, Any]],
    pages: Mapping[str, Sequence[Page]],
) -> tuple[Finding, ...]:
    names = [entry.source for entry in question.source.quorum.entries]
    if isinstance(asked, AskedMoment):
        moment = Moment(asked.symbol, asked.at)
        return observe_moment(_answers(site.exchanges, names, moment, told, pages), asked)
    return observe(_answers(site.adapters, names, wanted(asked), told, pages), asked)


def _answers(
    known: Mapping[str, Adapter[Any, Any]],
    names: Sequence[str],
    asked: Any,
    told: Mapping[str, Mapping[str, Any]],
    pages: Mapping[str, Sequence[Page]],
) -> tuple[Answer[Any], ...]:
    """Every source asked again, offline."""
    webs = {name: ArchivedWeb(pages.get(name, ()), refusal_of(told.get(name))) for name in names}
    return tuple(at_once(known[name].fetch(web, asked)) for name, web in webs.items())


def _halt(asked: Asked | AskedMoment, pages: Sequence[Page] | None) -> HaltRecord | None:
    """The halt that its record tells, read again."""
    if pages is None or isinstance(asked, AskedMoment):
        return None
    halts = [halt for page in pages for halt in parse_record(page)]
    found = halted(halts, asked.symbol, asked.session.close)
    return HaltRecord(found, tuple(pages)) if found else None


def _found(question: Question, decided: Decided) -> Found:
    names = {place: entry.source for place, entry in enumerate(question.source.quorum.entries)}
    verdict = decided.verdict
    is_halt = isinstance(verdict, Dispute) and verdict.reason is DisputeReason.HALT
    votes = {} if isinstance(verdict, Delay) else votes_of(verdict.mask, verdict.values)
    return Found(names, votes, Flag.HALT if is_halt else Flag.NONE, question.observe_at)
