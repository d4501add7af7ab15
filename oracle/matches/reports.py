"""Results and cancellations: what the feeds say now, decided, archived, signed by the reporters and sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from mutuel.chain import signing
from mutuel.db.oracle import Fetch
from mutuel.domain.ids import SubjectRule, market_key
from mutuel.domain.matches import Match
from mutuel.domain.resolution.decide import Delay
from mutuel.domain.results import MatchState, Vote, decide_match
from oracle.acts import Acts
from oracle.evidence import Evidence
from oracle.matches import evidence
from oracle.observations.matches.ask import ask
from oracle.observations.matches.memory import remember
from oracle.observations.matches.story import Saying, votes
from oracle.reports import journal
from oracle.reports.propose import report_of, send, signers_of
from oracle.resolution.plan import Deed
from oracle.resolution.questions import Question
from oracle.sources.feeds import FeedAnswer
from oracle.world import World

HALT: Final = 1
CANCEL: Final = 2
"""Actions of a market report."""
NO_QUORUM: Final = "the feeds that told a result do not all repeat it"


def listen(world: World, match: Match, now: int) -> tuple[tuple[FeedAnswer, ...], tuple[Saying, ...]]:
    """Asks every feed of the match and remembers what is new: the answers, and all sayings so far."""
    answers = ask(world.feeds, match, world.source_timeout)
    return answers, remember(world.database, match.number, answers, now)


def overs_of(match: Match, question: Question) -> range | None:
    """The overs that a question is about; None for the winner of the match."""
    if question.listing.template.subject_rule is not SubjectRule.PERIOD_INDEX:
        return None
    return match.overs_of(market_key(question.market_id).index)


def votes_now(
    match: Match, question: Question, answers: Sequence[FeedAnswer], sayings: Sequence[Saying]
) -> dict[str, Vote]:
    """The votes of feeds that answered now; a result that a feed gave before and does not repeat is no vote."""
    entries = {entry.source for entry in question.source.quorum.entries}
    present = {answer.source.name for answer in answers if isinstance(answer.result, MatchState)}
    return votes(sayings, sorted(entries & present), match.start, overs_of(match, question))


def report(world: World, acts: Acts, match: Match, question: Question, now: int) -> bool:
    """Whether a report of the result is on chain. Without a quorum nothing is sent."""
    said = said_now(world, match, question, now)
    if said is None:
        acts.note_refusal(Deed.REPORT.of(question.id), NO_QUORUM, now)
        return False
    return send(world, acts, question, *said, now)


def said_now(
    world: World, match: Match, question: Question, now: int
) -> tuple[dict[str, Any], Evidence] | None:
    """What the feeds say now, as the first report on it and with its evidence; None without a quorum."""
    answers, sayings = listen(world, match, now)
    cast = votes_now(match, question, answers, sayings)
    quorum = question.source.quorum
    decided = decide_match(quorum, cast, question.observe_at, now)
    told = evidence.of_result(match, named(match, question), quorum, answers, cast, decided)
    if isinstance(decided.verdict, Delay) or not decided.verdict.values:
        return None
    fetches = [_fetch(question, answer, cast, now) for answer in answers]
    journal.keep(world, question, fetches, told, now, kind=type(decided.verdict).__name__.lower())
    return report_of(question, decided.verdict, told, known_at=decided.known_at, flags=decided.flags), told


def cancel(
    world: World, acts: Acts, match: Match, markets: Sequence[Question], reason: str, now: int
) -> bool:
    """Voids `markets` before their close by signed reports over one evidence; whether all are."""
    answers, _ = listen(world, match, now)
    told = evidence.of_cancellation(match, reason, now, answers)
    world.archive.store(told)
    sent = [_send_market_report(world, acts, market, CANCEL, told, now) for market in markets]
    if not all(sent):
        acts.note_refusal(f"cancel:{match.number}", "not every window could be cancelled", now)
    return all(sent)


def halt(world: World, acts: Acts, market: Question, told: Evidence, now: int) -> bool:
    """Closes betting on `market` at once; whether it is done."""
    world.archive.store(told)
    return _send_market_report(world, acts, market, HALT, told, now)


def _send_market_report(
    world: World, acts: Acts, market: Question, action: int, told: Evidence, now: int
) -> bool:
    report = {"marketId": market.market_id, "action": action, "at": now, "evidenceRoot": told.root}
    domain = signing.parimutuel_domain(world.book.chain_id, world.engine.address)
    signed = [signing.sign_market_report(one, domain, report) for one in signers_of(world, market)]
    function, key = ("haltClose", "halt") if action == HALT else ("cancelWindow", "cancel")
    return acts.do(f"{key}:{market.market_id}", world.engine.prepare(function, report, signed), now)


def named(match: Match, question: Question) -> dict[str, Any]:
    """A question as it stands in the evidence of its result."""
    source_id, observe_at, subject = question.arguments
    overs = overs_of(match, question)
    return {
        "id": question.id,
        "sourceId": source_id,
        "observeAt": observe_at,
        "subject": "0x" + subject.hex(),
        "overs": None if overs is None else [overs.start, overs.stop],
    }


def _fetch(question: Question, answer: FeedAnswer, cast: dict[str, Vote], now: int) -> Fetch:
    vote, result = cast.get(answer.source.name), answer.result
    value = None if vote is None else int(vote.winner)
    refusal = None if isinstance(result, MatchState) else result
    return journal.fetch(question, answer.source.name, answer.pages, value, refusal, now)
