"""One attempt at a question on path 2: ask everybody, decide, write it down, and report what was decided."""

from __future__ import annotations

from mutuel.db.oracle import Fetch
from mutuel.domain.resolution.decide import Delay
from oracle import calendar
from oracle.acts import Acts
from oracle.observations import halts
from oracle.observations.collect import ask
from oracle.observations.moments import AskedMoment, observe_moment
from oracle.observations.observe import Asked, Finding, observe, wanted
from oracle.reports import journal, sanity
from oracle.reports.decide import Decided, decide_question
from oracle.reports.propose import propose
from oracle.resolution.questions import Question, session_of
from oracle.sources.adapter import Moment
from oracle.sources.closes import Refusal
from oracle.sources.halts import HaltRecord
from oracle.world import World


def report(world: World, acts: Acts, question: Question, now: int) -> bool:
    """Whether a report is on chain. Below the quorum nothing is sent: the attempt is only written down."""
    decided = decide_now(world, question, now)
    if isinstance(decided.verdict, Delay) or not decided.verdict.values:
        return False  # silence is escalated, never reported
    sent = propose(world, acts, question, decided.verdict, decided.evidence, now)
    asked = _asked(world, question, now)
    if sent and isinstance(asked, Asked):
        sanity.watch(world, acts, question, asked, decided, now)
    return sent


def decide_now(world: World, question: Question, now: int, kind: str | None = None) -> Decided:
    """What the sources say now. Answers and decision are stored before anything is sent, the decision as of `kind`."""
    asked = _asked(world, question, now)
    findings = _findings(world, question, asked)
    decided = decide_question(question, findings, asked, now, _halt(world, asked))
    world.archive.store(decided.evidence)
    fetches = [_fetch(question, finding, now) for finding in decided.findings]
    journal.keep(
        world, question, fetches, decided.evidence, now, kind=kind or decided.kind, value=decided.value
    )
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


def _halt(world: World, asked: Asked | AskedMoment) -> HaltRecord | None:
    if isinstance(asked, AskedMoment):
        return None
    return halts.at_close([*world.halts.values()], world.source_timeout, asked.symbol, asked.session.close)


def _fetch(question: Question, finding: Finding, now: int) -> Fetch:
    answer, result = finding.answer, finding.result
    refusal = result if isinstance(result, Refusal) else None
    value = None if isinstance(result, Refusal) else result.value
    return journal.fetch(question, answer.source.name, answer.pages, value, refusal, now)
