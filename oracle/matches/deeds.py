"""What is due for the matches of now: asking their feeds, closing and cancelling windows, reporting results.

Windows that are announced again are made by the schedule, from the same matches with the same stops of play.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from mutuel.domain.ids import market_key
from mutuel.domain.matches import Match, Mode, Window, closes_early_at
from mutuel.domain.resolution.decide import ANSWER_TIME
from oracle.acts import Acts, Due
from oracle.matches import reports
from oracle.observations.matches import story
from oracle.observations.matches.memory import polled_at, recall
from oracle.resolution.plan import Deed
from oracle.resolution.questions import Question, Sight
from oracle.world import World

AT_ONCE: Final = 10
"""Windows of all matches that are cancelled between two looks: each is a transaction of its own, and a proof that has
to be cross-checked meanwhile has 120 s."""


@dataclass(frozen=True, slots=True)
class Betting:
    """An undecided market on a match: its question and when its betting ends as the chain knows it."""

    question: Question
    closes_at: int

    @property
    def index(self) -> int:
        return market_key(self.question.market_id).index


def due(world: World, acts: Acts, sight: Sight, now: int) -> Iterator[Due]:
    """Everything but the results, for matches being played (windows may come back) or with undecided markets."""
    listed = world.matches()
    share = max(1, AT_ONCE // max(1, len(listed)))
    for match in listed:
        markets = [
            Betting(waiting.questions[0], standing.closes_at)
            for waiting, standing in sight.seen
            if waiting.listing.kind.is_match and market_key(waiting.market.id).period == match.number
        ]
        undecided = bool(markets) and now <= match.latest_end + ANSWER_TIME
        if undecided or (match.start <= now <= match.latest_end and match.decided_at is None):
            yield from _of_match(world, acts, match, markets, share, now)


def result_due(world: World, acts: Acts, question: Question, now: int) -> Due | None:
    """The report of a result once enough feeds have told one; None until then, and for a match that nobody lists."""
    match = match_of(world, question)
    if match is None:
        return None
    sayings = recall(world.database, match.number)
    quorum = question.source.quorum
    speakers, overs = [entry.source for entry in quorum.entries], reports.overs_of(match, question)
    told = story.votes(sayings, speakers, match.start, overs)
    if len(told) < quorum.needed:
        return None
    act = partial(reports.report, world, acts, match, question, now)
    return Due(Deed.REPORT.of(question.id), match.start, act)


def match_of(world: World, question: Question) -> Match | None:
    """The match that a question is about; None if nobody lists it."""
    number = market_key(question.market_id).period
    return next((one for one in world.matches() if one.number == number), None)


def _of_match(
    world: World, acts: Acts, match: Match, markets: Sequence[Betting], share: int, now: int
) -> Iterator[Due]:
    polled = polled_at(world.database, match.number)
    yield Due(
        f"listen:{match.number}",
        max(match.start, polled + world.match_poll if polled else 0),
        partial(_listen, world, match, now),
    )
    open_ones = [one for one in markets if now < one.closes_at]
    yield from _cancellations(world, acts, match, open_ones, share, now)
    if match.mode is Mode.OVERS:
        yield from _early_closes(world, acts, match, open_ones, now)


def _listen(world: World, match: Match, now: int) -> bool:
    """Asks the feeds; whether one of them said something new."""
    before = len(recall(world.database, match.number))
    return len(reports.listen(world, match, now)[1]) > before


def _cancellations(
    world: World, acts: Acts, match: Match, markets: Sequence[Betting], share: int, now: int
) -> Iterator[Due]:
    """Windows that lost their play before their close: the match is decided, or it stopped. At most `share` of them,
    those that close first; the others at the next look. What the chain holds cancelled is not among `markets`, and what
    was sent a reorg may have taken back."""
    standing = {window.index for window in match.announced() if window.voided_at is None}
    lost = [
        one.question
        for one in sorted(markets, key=lambda one: one.closes_at)
        if one.question.listing.template.cancellable
        and (match.decided_at is not None or one.index not in standing)
    ]
    if lost:
        reason = "play stopped" if match.decided_at is None else "the match is decided"
        act = partial(reports.cancel, world, acts, match, lost[:share], reason, now)
        yield Due(f"cancel:{match.number}", now, act)


def _early_closes(
    world: World, acts: Acts, match: Match, markets: Sequence[Betting], now: int
) -> Iterator[Due]:
    """Windows whose overs are bowled: after half their planned length, once (R-EARLY)."""
    bowled = story.overs_bowled(recall(world.database, match.number))
    places = {window.index: (place, window) for place, window in enumerate(match.to_play())}
    for one in markets:
        place, window = places.get(one.index, (0, None))
        if window is None or not one.question.listing.template.closable_early:
            continue
        if bowled >= match.overs_until(place) and _is_worth_it(one, window, now):
            call = world.engine.prepare("closeEarly", one.question.market_id)
            key = f"early:{one.question.market_id}"
            yield Due(key, window.half_at, partial(acts.do, key, call, now))


def _is_worth_it(market: Betting, window: Window, now: int) -> bool:
    """Whether it would still close earlier than planned, and was not closed early before."""
    return market.closes_at == window.close_at and closes_early_at(window, now) is not None
