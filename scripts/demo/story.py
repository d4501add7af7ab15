"""What the demo's people want: a plan of bets for each market, from a seed, so that a run can be repeated."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from scripts.demo import accounts
from scripts.demo.bettors import WAYS, Wish

BETS: Final = 14
MOMENTS: Final = (50, 450, 900)  # thousandths of the betting time
LEAST: Final = 5 * 10**6  # micro-USDC
MOST: Final = 100 * 10**6  # an account may always stake this much


@dataclass(frozen=True)
class Step:
    """Somebody's bet at a moment."""

    at: int
    bettor: int
    wish: Wish


def plan_bets(market: Mapping[str, Any], seed: int) -> list[Step]:
    """Bets on a market as the API describes it, in order of time.

    The first bets cover every outcome, so that no week of the demo ends void; each account stays below its cap.
    """
    chance = random.Random(f"{seed}:{market['marketId']}")
    people = chance.sample(range(accounts.BETTORS), accounts.BETTORS)
    steps = [_step(market, number, people, chance) for number in range(BETS)]
    return sorted(steps, key=lambda step: step.at)


def _step(market: Mapping[str, Any], number: int, people: list[int], chance: random.Random) -> Step:
    outcomes = len(market["outcomes"])
    # The middle ranges are likelier, so more people like them.
    outcome = number if number < outcomes else min(chance.randrange(outcomes), chance.randrange(1, outcomes))
    moment = MOMENTS[0] if number < outcomes else MOMENTS[number % len(MOMENTS)]
    # Twice the same person only after everybody had a turn, with half the money each time.
    amount = chance.randrange(LEAST, MOST // 2)
    wish = Wish(int(market["marketId"]), outcome, amount, WAYS[number % len(WAYS)])
    opens, closes = int(market["open"]), int(market["close"])
    return Step(opens + (closes - opens) * moment // 1000, people[number % len(people)], wish)


def due(steps: list[Step], now: int) -> Iterator[Step]:
    """Takes out of `steps` what is to happen by `now`."""
    while steps and steps[0].at <= now:
        yield steps.pop(0)
