"""What archived bodies come to, in the terms of a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mutuel.domain.resolution.decide import Flag


@dataclass(frozen=True, slots=True)
class Found:
    """`names` of the source's entries by their place, and the `votes` of those that spoke."""

    names: Mapping[int, str]
    votes: Mapping[int, int]
    flags: Flag
    known_at: int
