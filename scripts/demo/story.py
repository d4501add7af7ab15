"""What the demo's people want: a plan of bets for each market, from a seed, so that a run can be repeated.

Most markets are ordinary. Some are scenes, chosen here by who bets on what; others happen because of how the invented
prices and matches go (scripts/replay/synthesize.py, tests/fixtures/matches).
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from scripts import accounts
from scripts.demo.bettors import WAYS, Wish

MOMENTS: Final = (50, 450, 900)  # thousandths of the betting time
ONE_EACH: Final = range(60 * 10**6, 100 * 10**6)  # micro-USDC; an account may always stake 100 USDC
FEW: Final = range(20 * 10**6, 60 * 10**6)
BETS_ON_TWO: Final = 5
THIN: Final = "ETH-WEEK"
"""Hardly anybody likes its lowest range, so it merges."""
ONE_SIDED: Final = ("AAPL-DAY", date(2026, 10, 16))
"""Everybody says up, so nobody can win anything."""


@dataclass(frozen=True)
class Step:
    """Somebody's bet at a moment."""

    at: int
    bettor: int
    wish: Wish


def plan_bets(market: Mapping[str, Any], seed: int) -> list[Step]:
    """Bets on a market as the API describes it, in order of time; each account stays below its cap."""
    chance = random.Random(f"{seed}:{market['marketId']}")
    people = chance.sample(range(accounts.BETTORS), accounts.BETTORS)
    wanted = list(_outcomes(market))
    amounts = ONE_EACH if len(market["outcomes"]) > 2 else FEW
    steps = [
        _step(market, number, people[number], outcome, chance.choice(amounts))
        for number, outcome in enumerate(wanted)
    ]
    return sorted(steps, key=lambda step: step.at)


def _outcomes(market: Mapping[str, Any]) -> Iterator[int]:
    """Who likes what, in order: every outcome in turn, but for the scenes."""
    count = len(market["outcomes"])
    if (market["template"], _day(market["observeAt"])) == ONE_SIDED:
        yield from [1] * BETS_ON_TWO
    elif count == 2:
        yield from (number % count for number in range(BETS_ON_TWO))
    elif market["template"] == THIN:
        yield from (number % count for number in range(accounts.BETTORS) if number % count or not number)
    else:
        yield from (number % count for number in range(accounts.BETTORS))


def _step(market: Mapping[str, Any], number: int, bettor: int, outcome: int, amount: int) -> Step:
    wish = Wish(int(market["marketId"]), outcome, amount, WAYS[number % len(WAYS)])
    opens, closes = int(market["open"]), int(market["close"])
    moment = MOMENTS[number * len(MOMENTS) // accounts.BETTORS % len(MOMENTS)]
    return Step(opens + (closes - opens) * moment // 1000, bettor, wish)


def _day(second: int) -> date:
    return datetime.fromtimestamp(second, UTC).date()


def due(steps: list[Step], now: int) -> Iterator[Step]:
    """Takes out of `steps` what is to happen by `now`."""
    while steps and steps[0].at <= now:
        yield steps.pop(0)
