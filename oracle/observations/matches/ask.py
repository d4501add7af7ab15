"""Asks every feed of a match at the same time; the slowest one costs the deadline and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from mutuel.domain.matches import Match
from mutuel.settings import Settings
from oracle.sources.apifootball import ApiFootball
from oracle.sources.betfair import Betfair
from oracle.sources.closes import Refusal
from oracle.sources.cricsheet import Cricsheet
from oracle.sources.espn import Espn
from oracle.sources.feeds import FeedAnswer, MatchFeed, WantedMatch
from oracle.sources.oddsapi import OddsApi
from oracle.sources.transport import Web, open_web, within


def feeds(settings: Settings) -> dict[str, MatchFeed]:
    """Every feed of match results by the name that products and matches use."""
    every: tuple[MatchFeed, ...] = (
        Espn(settings.espn_url),
        OddsApi(settings.oddsapi_url, settings.oddsapi_key),
        ApiFootball(settings.apifootball_url, settings.apifootball_key),
        Betfair(settings.betfair_url),
        Cricsheet(settings.cricsheet_url),
    )
    return {feed.declaration.name: feed for feed in every}


def wanted(match: Match, feed: str) -> WantedMatch:
    """`match` as `feed` names it. Raises KeyError for a feed that the match is not in."""
    named = match.feeds[feed]
    return WantedMatch(named.id, named.sides, match.start, match.latest_end)


def ask(known: Mapping[str, MatchFeed], match: Match, timeout: float) -> tuple[FeedAnswer, ...]:
    """What every feed that knows the match says, in its order, after at most twice `timeout` seconds."""
    chosen = [(known[name], wanted(match, name)) for name in match.feeds]

    async def run() -> tuple[FeedAnswer, ...]:
        async with open_web(timeout) as web:
            return await collect(chosen, web, 2 * timeout)

    return asyncio.run(run())


async def collect(
    feeds: Sequence[tuple[MatchFeed, WantedMatch]], web: Web, deadline: float
) -> tuple[FeedAnswer, ...]:
    """One answer per feed, in their order, after at most `deadline` seconds."""
    return tuple(await asyncio.gather(*(_bounded(feed, web, match, deadline) for feed, match in feeds)))


async def _bounded(feed: MatchFeed, web: Web, match: WantedMatch, deadline: float) -> FeedAnswer:
    found = await within(deadline, feed.declaration.name, feed.fetch(web, match))
    return FeedAnswer(feed.declaration, (), found) if isinstance(found, Refusal) else found
