"""Drawn cases, the same in every run: mostly ordinary sizes, often the numbers at which a rule turns."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, Final

from mutuel.domain.fees import fee_down
from mutuel.domain.units import Bps

SEED: Final = 20_260_101
MAX_PRICE: Final = 2**63 - 1
MAX_STAKE: Final = 2**48 - 1
USDC: Final = 10**6


def indices(dice: Random, count: int) -> list[dict[str, Any]]:
    """Values anywhere, on an edge or beside it."""
    cases = []
    for _ in range(count):
        outcomes = dice.randint(2, 5)
        edges = sorted(dice.sample(range(1, dice.choice((10, 10**5, 10**12))), outcomes - 1))
        near = dice.choice(edges) + dice.choice((-1, 0, 0, 1))
        value = dice.choice((near, dice.randint(-10, 10**12), MAX_PRICE, -(2**63)))
        cases.append({"edges": edges + [0] * (5 - outcomes), "outcomes": outcomes, "value": value})
    return cases


def merges(dice: Random, count: int) -> list[dict[str, Any]]:
    """Pools just under, at and over the threshold."""
    cases = []
    for _ in range(count):
        threshold = dice.choice((0, 1, 100 * USDC))
        near = (0, threshold, max(0, threshold - 1), threshold + 1, threshold // 2, 3 * threshold)
        outcomes = dice.randint(2, 5)
        stakes = [dice.choice(near) for _ in range(outcomes)] + [0] * (5 - outcomes)
        cases.append({"stakes": stakes, "outcomes": outcomes, "threshold": threshold})
    return cases


def weights(dice: Random, count: int) -> list[dict[str, Any]]:
    """Every curve, from the first second to the last."""
    cases = []
    for _ in range(count):
        k0 = dice.randint(1, 15)
        k1 = dice.choice((k0, dice.randint(0, k0)))
        open_at = dice.randint(1, 2**31)
        close_at = open_at + dice.choice((1, 600, 604_800))
        time = dice.choice((open_at, close_at - 1, dice.randint(open_at, close_at - 1)))
        cases.append(
            {"stake": stake(dice), "k0": k0, "k1": k1, "open": open_at, "close": close_at, "time": time}
        )
    return cases


def fees(dice: Random, count: int) -> list[dict[str, Any]]:
    """Also pools in which the losers cannot pay the whole fee."""
    cases = []
    for _ in range(count):
        total = stake(dice)
        winning = dice.choice((total, total - total // 20, dice.randint(0, total)))
        takeout, insurance = dice.choice((0, 1, 500, 1_500)), dice.choice((0, 1_000, 10_000))
        cases.append({"total": total, "winning": winning, "takeoutBps": takeout, "insuranceBps": insurance})
    return cases


def payouts(dice: Random, count: int, principal_first: bool) -> list[dict[str, Any]]:
    """One position among the winners of a pool, flat or weighted."""
    cases = []
    for _ in range(count):
        total = max(2, stake(dice))
        winning = dice.randint(1, total)
        own = dice.choice((1, winning, dice.randint(1, winning)))
        per_unit = dice.choice((1, dice.randint(1, 15 * 604_800)))
        weight, others = own * per_unit, (winning - own) * dice.choice((1, per_unit))
        net = total - fee_down(total, winning, Bps(dice.choice((0, 500, 1_500))))
        cases.append(
            {
                "principalFirst": principal_first,
                "net": net,
                "winning": winning,
                "weights": weight + others,
                "stake": own,
                "weight": weight,
            }
        )
    return cases


def caps(dice: Random, count: int) -> list[dict[str, Any]]:
    """Exposure and pool around the points where one limit takes over from another."""
    cases = []
    for _ in range(count):
        floor, most = dice.choice((1, 100)) * USDC, dice.choice((100, 10_000)) * USDC
        pool = dice.choice((0, 20 * floor, 19 * floor, 20 * most, dice.randint(0, 250_000 * USDC)))
        exposure = dice.choice((0, floor, most, dice.randint(0, most)))
        cases.append({"floor": floor, "max": most, "exposure": min(exposure, pool), "pool": pool})
    return cases


def price_sets(dice: Random, count: int) -> list[Sequence[int]]:
    """One to sixteen prices: equal, close to 50 bps apart, or anything."""
    return [_prices(dice, dice.randint(1, 16)) for _ in range(count)]


def _prices(dice: Random, size: int) -> Sequence[int]:
    middle = dice.choice((200, 10**10, 4 * 10**12, MAX_PRICE // 2))
    span = dice.choice((0, middle // 200, middle // 400 + 1, middle - 1))
    return [middle + dice.randint(-(span // 2), span // 2) for _ in range(size)]


def stake(dice: Random) -> int:
    """Micro-USDC, from dust to the widest lane."""
    return dice.choice((1, USDC, dice.randint(1, 250_000 * USDC), dice.randint(1, MAX_STAKE)))
