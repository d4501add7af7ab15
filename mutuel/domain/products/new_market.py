"""A market before it exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

EDGES: Final = 4
"""Places for edges in a market on chain."""


@dataclass(frozen=True, slots=True)
class NewMarket:
    """What the keeper asks the engine to create; fields as in IParimutuelEngine.NewMarket.

    `edges`: four prices of a range market; the start of an up/down market or a race, UTC seconds; none of a match.
    """

    period: int
    index: int
    open_at: int
    close_at: int
    observe_at: int
    edges: tuple[int, ...] = ()

    @property
    def fields(self) -> tuple[int, int, int, int, int, list[int]]:
        """In the order of the contract's struct, with zeros for edges that are not used."""
        edges = [*self.edges, *[0] * (EDGES - len(self.edges))]
        return self.period, self.index, self.open_at, self.close_at, self.observe_at, edges
