"""Ten-minute windows of a coin's history: the price at both ends, and who should have won."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from scripts.replay.histories import load

TICKS_IN_WINDOW: Final = 10
"""Minutes."""
PRICE8: Final = 10**8


@dataclass(frozen=True, slots=True)
class Window:
    """Prices in 10^-8 USD."""

    start: int
    end: int

    @property
    def is_tie(self) -> bool:
        return self.start == self.end


def real(folder: Path) -> list[Window]:
    """Every ten minutes of a file of minute bars, without a gap."""
    ticks = load(folder).ticks["BTC"]
    prices = [int(price * PRICE8) for price in ticks.prices[::TICKS_IN_WINDOW]]
    return [Window(*pair) for pair in pairwise(prices)]


def synthetic(folder: Path) -> list[Window]:
    """As many from the synthetic history, in dollars with every tenth window made a tie of its own: invented
    histories tie too seldom to test it."""
    ticks = load(folder).ticks["BTC"]
    first = ticks.times[0]
    prices = [ticks.shown(first + 600 * index) for index in range(1_001)]
    known = [int(price * PRICE8) for price in prices if price is not None]
    pairs = pairwise(known)
    return [Window(start, start if index % 100 == 7 else end) for index, (start, end) in enumerate(pairs)]


def chosen(windows: list[Window], count: int) -> list[Window]:
    """`count` of them: every tie first, then evenly spread over the rest."""
    ties = [window for window in windows if window.is_tie][: count // 2]
    rest = [window for window in windows if not window.is_tie]
    wanted = count - len(ties)
    return ties + [rest[index * len(rest) // wanted] for index in range(wanted)]
