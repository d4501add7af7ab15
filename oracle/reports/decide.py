"""From answers to a verdict and the evidence for it. Pure: the rules decide, this writes down what they saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from mutuel.domain.resolution.decide import Delay, Dispute, Final, Flag, Verdict, decide, spread_bps_down
from mutuel.domain.resolution.observation import Observation, Split
from mutuel.domain.units import format_price
from oracle.evidence import Evidence
from oracle.observations.observe import Finding
from oracle.resolution.questions import Question
from oracle.sources.halts import HaltRecord

VERSION = 1


@dataclass(frozen=True, slots=True)
class Decided:
    """A verdict, what each source said, and the evidence. `kind` is final, dispute, delay or void."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    evidence: Evidence

    @property
    def kind(self) -> str:
        return type(self.verdict).__name__.lower()

    @property
    def value(self) -> int | None:
        return self.verdict.reading.value if isinstance(self.verdict, Final) else None


class Asked(Protocol):
    """What the sources were asked for."""

    def described(self) -> dict[str, object]: ...


def decide_question(
    question: Question,
    findings: tuple[Finding, ...],
    asked: Asked,
    now: int,
    halt: HaltRecord | None = None,
) -> Decided:
    """What the rules make of `findings` at `now`; a `halt` at the close sends any price to a ruling."""
    seen = [finding.result for finding in findings if isinstance(finding.result, Observation)]
    flags = Flag.HALT if halt else Flag.NONE
    verdict = decide(question.source.quorum, seen, flags, question.observe_at, now)
    pages = [page for one in findings for page in one.answer.pages] + list(halt.pages if halt else ())
    told = manifest(question, asked, findings, verdict)
    if halt:
        told["answers"].append(halt.described())
    return Decided(verdict, findings, Evidence(told, tuple(page.body for page in pages)))


def manifest(
    question: Question, asked: Asked, findings: Sequence[Finding], verdict: Verdict
) -> dict[str, Any]:
    """Everything that the value follows from; no time of fetching, so that equal inputs give equal bytes."""
    quorum = question.source.quorum
    source_id, observe_at, subject = question.arguments
    return {
        "version": VERSION,
        "question": {
            "id": question.id,
            "sourceId": source_id,
            "observeAt": observe_at,
            "subject": "0x" + subject.hex(),
        },
        "asked": asked.described(),
        "quorum": {
            "entries": [{"source": entry.source, "group": entry.group} for entry in quorum.entries],
            "needed": quorum.needed,
            "groupsNeeded": quorum.groups_needed,
            "maxSpreadBps": quorum.max_spread,
        },
        "answers": [_answer(finding) for finding in findings],
        "decision": _decision(verdict),
    }


def _answer(finding: Finding) -> dict[str, Any]:
    source, result = finding.answer.source, finding.result
    seen = result if isinstance(result, Observation) else None
    return {
        "source": source.name,
        "basis": source.basis.value,
        "currency": source.currency,
        "pages": [page.described() for page in finding.answer.pages],
        "printed": None if finding.printed is None else format_price(finding.printed),
        "splits": [_split(split) for split in finding.splits],
        "value": format_price(seen.value) if seen else None,
        "refusal": None if seen else str(result),
    }


def _split(split: Split) -> dict[str, int]:
    return {"exDay": split.ex_day, "numerator": split.numerator, "denominator": split.denominator}


def _decision(verdict: Verdict) -> dict[str, Any]:
    if isinstance(verdict, Delay):
        return {"kind": "delay", "until": verdict.until, "missing": str(verdict.missing)}
    values = [format_price(value) for value in verdict.values]
    said = {"mask": verdict.mask, "values": values}
    if verdict.values:
        said["spreadBps"] = spread_bps_down(verdict.values)
    if isinstance(verdict, Dispute):
        return {"kind": "dispute", "reason": verdict.reason.name, **said}
    if isinstance(verdict, Final):
        return {"kind": "final", "value": format_price(verdict.reading.value), **said}
    return {"kind": "void", **said}
