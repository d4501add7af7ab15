"""One attempt at a question on path 2: ask everybody, decide, write it down, and report what was decided."""

from __future__ import annotations

from sqlmodel import Session, col, select

from mutuel import logging
from mutuel.db.oracle import Decision, Fetch
from mutuel.domain.resolution.decide import Delay
from oracle import calendar, halts
from oracle.acts import Acts, pause
from oracle.collect import ask
from oracle.decide import Decided, decide_question
from oracle.moments import AskedMoment, observe_moment
from oracle.observe import Asked, Finding, observe, wanted
from oracle.propose import propose
from oracle.questions import Question, session_of
from oracle.sources.adapter import Moment
from oracle.sources.closes import Refusal
from oracle.world import World

log = logging.get("oracle")


def report(world: World, acts: Acts, question: Question, now: int) -> bool:
    """Whether a report is on chain. Below the quorum nothing is sent: the attempt is only written down."""
    decided = decide_now(world, question, now)
    if isinstance(decided.verdict, Delay) or not decided.verdict.values:
        return False  # silence is escalated, never reported
    return propose(world, acts, question, decided.verdict, decided.evidence, now)


def decide_now(world: World, question: Question, now: int, kind: str | None = None) -> Decided:
    """What the sources say now. Answers and decision are stored before anything is sent, the decision as of `kind`."""
    asked = _asked(world, question, now)
    findings = _findings(world, question, asked)
    halt = halts.at_close(world, asked.symbol, asked.session.close) if isinstance(asked, Asked) else None
    decided = decide_question(question, findings, asked, now, halt)
    world.archive.store(decided.evidence)
    _record(world, question, decided, now, kind or decided.kind)
    return decided


def _asked(world: World, question: Question, now: int) -> Asked | AskedMoment:
    """A session's close of a stock, a moment of a coin."""
    asset = question.asset
    if not question.is_stock:
        return AskedMoment(asset.symbol, question.observe_at)
    session = session_of(question, world.overrides)
    return Asked(asset.symbol, session, question.basis_day, asset.tick, calendar.new_york_day(now))


def _findings(world: World, question: Question, asked: Asked | AskedMoment) -> tuple[Finding, ...]:
    quorum = question.source.quorum
    if isinstance(asked, AskedMoment):
        moment = Moment(asked.symbol, asked.at)
        return observe_moment(ask(world.exchanges, quorum, moment, world.source_timeout), asked)
    return observe(ask(world.adapters, quorum, wanted(asked), world.source_timeout), asked)


def retry_at(world: World, question: Question) -> int:
    """After a Delay the next attempt waits, longer each time; UTC seconds, 0 if there was none."""
    with Session(world.database) as session:
        delays = session.exec(
            select(Decision.decided_at)
            .where(Decision.question_id == question.id, Decision.kind == "delay")
            .order_by(col(Decision.decided_at).desc())
        ).all()
    return delays[0] + pause(len(delays)) if delays else 0


def _record(world: World, question: Question, decided: Decided, now: int, kind: str) -> None:
    decision = Decision(
        question_id=question.id,
        decided_at=now,
        kind=kind,
        value=decided.value,
        evidence_root="0x" + decided.evidence.root.hex(),
        evidence=dict(decided.evidence.manifest),
    )
    with Session(world.database) as session:
        session.add_all([*(_fetch(question, finding, now) for finding in decided.findings), decision])
        session.commit()
    log.info("decided", question=question.id, kind=kind, value=decided.value)


def _fetch(question: Question, finding: Finding, now: int) -> Fetch:
    pages, result = finding.answer.pages, finding.result
    refused = isinstance(result, Refusal)
    return Fetch(
        question_id=question.id,
        source=finding.answer.source.name,
        fetched_at=now,
        body_sha256=pages[-1].sha256 if pages else None,
        value=None if isinstance(result, Refusal) else result.value,
        refusal=str(result) if refused else None,
    )
