"""The answers to a market's questions: every proof proved again, every report read, recovered and computed again.

What Resolution holds is compared with what proofs and signed reports come to. A ruling is somebody's word: it is
shown beside what the sources said, and cannot be computed again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from mutuel.chain.history import Event
from mutuel.chain.markets import Seen
from mutuel.domain import naming
from mutuel.domain.ids import contest_id, market_key
from mutuel.domain.market import Kind
from mutuel.domain.products.listing import Source
from mutuel.domain.referee import Answer
from mutuel.domain.resolution.decide import Reading
from mutuel.domain.resolution.question import VoidCause
from mutuel.domain.resolution.table import QuestionState
from mutuel.domain.units import dollars
from mutuel.text import minute, moment
from oracle.resolution.questions import Question, questions_for
from oracle.verify import origins, proofs, signed
from oracle.verify.report import Report
from oracle.verify.site import Site

MEANS_ANSWER: Final = "the market is decided by a value that its own proof or report does not give."
MEANS_VOID: Final = "a question that should have an answer has none, or the other way round."


class Answers(NamedTuple):
    """What Resolution holds, in the order of `referee.questions_of`, and what was computed again.

    Of a contested market both are the one answer to its own question.
    """

    held: tuple[Answer, ...]
    ours: tuple[Answer, ...]
    is_contested: bool


def check(site: Site, report: Report, seen: Seen) -> Answers | None:
    """None where this repository does not know the market's template: there is nothing to read bodies by."""
    listing = site.listing(seen.market.template.id)
    if listing is None or {source.id for source in listing.sources} != _sources(seen):
        report.unchecked(
            "Observation",
            f"this repository does not describe template {seen.market.template.id} of the chain.",
        )
        return None
    if other := [source.name for source in listing.sources if not _is_described(site, source)]:
        report.unchecked(
            "Observation", f"on chain source {', '.join(other)} has other numbers than this repository says."
        )
        return None
    origins.check(site, report, listing.sources)
    own = site.history.events("ParimutuelEngine", ["MarketContested"], seen.market.id)
    questions = questions_for(seen.market, listing)
    pairs = [_check_question(site, report, question) for question in questions]
    if not own:
        return Answers(tuple(held for held, _ in pairs), tuple(ours for _, ours in pairs), is_contested=False)
    held = _check_contest(site, report, seen)
    return Answers((held,), (held,), is_contested=True)


def _is_described(site: Site, source: Source) -> bool:
    """Whether the chain reads the source's reports as this repository would."""
    chain, quorum = site.read("Resolution", "source", source.id), source.quorum
    names = ("path", "quorum", "minGroups", "maxSpreadBps", "threshold")
    ours = (source.timetable.path, quorum.needed, quorum.groups_needed, quorum.max_spread, source.threshold)
    groups = [entry.group for entry in quorum.entries]
    return tuple(chain[name] for name in names) == ours and list(chain["groups"]) == groups


def _sources(seen: Seen) -> set[int]:
    template = seen.market.template
    return {template.source_id} | ({template.source2_id} if template.kind is Kind.RACE else set())


def _check_question(site: Site, report: Report, question: Question) -> tuple[Answer, Answer]:
    """What Resolution holds, and the same with the value that proofs and reports come to."""
    what = name_of(question)
    held = _held(site, question.number)
    events = site.history.events("Resolution", about=question.number)
    readings = [
        _read_again(site, report, question, event, what) for event in events if event.name == "Proposed"
    ]
    for event in events:
        if event.name == "CrossChecked":
            signed.check_cross_check(site, report, question, event, what)
    if held.state is QuestionState.VOID:
        _check_void(report, events, what)
    elif held.ruled:
        _check_ruling(report, events, held, what, readings)
    elif readings:
        return held, _compare(report, held, readings, what, _in_words(site, question, held, events))
    else:
        report.holds(
            what, f"{'no answer yet' if held.state is QuestionState.NONE else held.state.name.lower()}."
        )
    return held, held


def name_of(question: Question) -> str:
    """How a question is called in a report: "Price of AAPL at 2026-10-16 20:00 UTC"."""
    noun = "Result" if question.source.quorum.is_match else "Price"
    return f"{noun} of {question.asset.symbol} at {minute(question.observe_at)}"


def _held(site: Site, number: bytes) -> Answer:
    state, *rest = site.read("Resolution", "observation", number)
    return Answer(QuestionState(state), *rest)


def _read_again(site: Site, report: Report, question: Question, event: Event, what: str) -> Reading | None:
    """What one proposal comes to; None where it cannot be computed again."""
    if int(event.args["evidenceRoot"], 16) == 0:
        return proofs.check(site, report, question, event, what)
    return signed.check_report(site, report, question, event, what)


def _compare(
    report: Report, held: Answer, readings: Sequence[Reading | None], what: str, said: str
) -> Answer:
    """The last proposal stands, or, where only proofs were given, the first with the extremes of all."""
    if readings[-1] is None:
        return held
    last = readings[-1]
    wrong = [
        f"{name} is {chain} on chain and {mine} by what was proved or reported."
        for name, chain, mine in (
            ("The value", held.value, last.value),
            ("The lowest", held.low, last.low),
            ("The highest", held.high, last.high),
        )
        if chain != mine
    ]
    report.settle(what, wrong, f"{said}, {held.state.name.lower()}.", MEANS_ANSWER)
    return held._replace(value=last.value, low=last.low, high=last.high)


def _in_words(site: Site, question: Question, held: Answer, events: Sequence[Event]) -> str:
    """A price in dollars, or who won; the values of a report that nobody won are 0 and mean nothing."""
    if not question.source.quorum.is_match:
        return dollars(held.value)
    if next(event for event in reversed(events) if event.name == "Proposed").args["noWinner"]:
        return "nobody won"
    sides = naming.runners((), site.matches.get(market_key(question.market_id).period))
    return f"{sides[held.value]} won" if held.value in range(len(sides)) else f"result {held.value}"


def _check_void(report: Report, events: Sequence[Event], what: str) -> None:
    told = [event for event in events if event.name == "Voided"]
    if not told:
        report.differs(what, "the question is void, but no event says so.", MEANS_VOID)
        return
    cause = VoidCause(told[-1].args["reason"])
    proposed = any(event.name == "Proposed" for event in events)
    if cause is VoidCause.NO_PROOF and proposed:
        report.differs(what, "void for want of a proof, although one was given.", MEANS_VOID)
        return
    words = cause.name.lower().replace("_", " ")
    report.holds(what, f"void ({words}) since {moment(told[-1].at)}: every stake goes back.")


def _check_ruling(
    report: Report, events: Sequence[Event], held: Answer, what: str, readings: Sequence[Reading | None] = ()
) -> None:
    told = [event for event in events if event.name == "Ruled"]
    if not told:
        report.differs(what, "it counts as ruled, but nobody's ruling is on chain.", MEANS_ANSWER)
        return
    args = told[-1].args
    if held.state is QuestionState.FINAL and args["value"] != held.value:
        report.differs(
            what,
            f"ruled as {args['value']}, but {held.value} is what the market is decided by.",
            MEANS_ANSWER,
        )
        return
    report.holds(
        what,
        f"ruled as {held.value} by {args['ruler']}, evidence {args['evidenceHash']} at {args['evidenceUri']}: "
        f"a ruling is a decision of people and cannot be computed again{_said_before(held, readings)}.",
    )


def _said_before(held: Answer, readings: Sequence[Reading | None]) -> str:
    """How the ruled value lies to what the sources had last said."""
    last = next((one for one in reversed(readings) if one is not None), None)
    if last is None:
        return ""
    place = "within" if last.low <= held.value <= last.high else "NOT within"
    return f"; it is {place} what the sources had said, {last.low} to {last.high}"


def _check_contest(site: Site, report: Report, seen: Seen) -> Answer:
    """The market's own question is only ever ruled or void."""
    number = contest_id(bytes.fromhex(site.book.address("ParimutuelEngine")[2:]), seen.market.id)
    held = _held(site, number)
    events = site.history.events("Resolution", about=number)
    what = "The market's own question"
    if held.state is QuestionState.VOID:
        _check_void(report, events, what)
    elif held.ruled:
        _check_ruling(report, events, held, what)
    else:
        report.holds(what, f"{held.state.name.lower()}: nobody has ruled yet.")
    return held
