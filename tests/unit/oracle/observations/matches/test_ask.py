"""Feeds of a match, asked together: one of them costs itself at most."""

from __future__ import annotations

from dataclasses import dataclass

import httpx
import structlog

from mutuel.domain.results import MatchState, Play
from oracle.observations.matches.ask import collect
from oracle.sources.closes import Refusal, Why
from oracle.sources.espn import DECLARATION
from oracle.sources.feeds import FeedAnswer, FeedDeclaration, WantedMatch
from oracle.sources.transport import Web
from tests.unit.oracle.sources.matches import wanted

ON = MatchState(Play.ON)


@dataclass
class Feed:
    """Says that play is on, or fails as a reader with a fault does."""

    fault: Exception | None = None
    declaration: FeedDeclaration = DECLARATION

    async def fetch(self, _web: Web, _wanted: WantedMatch) -> FeedAnswer:
        if self.fault is not None:
            raise self.fault
        return FeedAnswer(self.declaration, (), ON)


async def test_collect__fault_in_reading_one_feed__told_and_the_others_are_heard() -> None:
    feeds = [(Feed(fault), wanted("77")) for fault in (None, KeyError("innings"), None)]
    with structlog.testing.capture_logs() as lines:
        async with httpx.AsyncClient() as client:
            first, faulty, last = await collect(feeds, Web(client), 5)
    assert (first.result, last.result) == (ON, ON)
    assert isinstance(faulty.result, Refusal)
    assert (faulty.result.why, faulty.result.is_loss) == (Why.FAULT, True)
    assert [(line["event"], line["source"]) for line in lines] == [("source fault", "espn")]
