"""What people call a market, its outcomes and why it was voided: the same words on the page and in the commands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from string import ascii_uppercase
from typing import Final

from mutuel.domain.errors import OutcomeUnnamed
from mutuel.domain.market import Kind, Market, VoidReason
from mutuel.domain.matches import Match
from mutuel.domain.units import dollars

DOWN, UP = "Down", "Up"
EN_DASH: Final = "\N{EN DASH}"
WHY_VOID: Final[Mapping[int, str]] = {
    VoidReason.TIE: "it ended in a tie",
    VoidReason.ONE_SIDED: "too little was staked on the losing side to share out",
    VoidReason.NO_WINNER: "nobody staked on what won",
    VoidReason.MERGED: "every range was so thin that all of them merged into one",
    VoidReason.KNOWN: "the result was known before betting closed",
    VoidReason.OUTAGE: "the network was down while people could bet",
    VoidReason.QUESTION: "its question ended without a result",
    VoidReason.EXPIRED: "no result came within 7 days",
    VoidReason.CANCELLED: "it was called off before betting closed",
}
"""The end of a sentence."""


def title(name: str, match: Match | None) -> str:
    """What a market is called: `name` of its template; of a window with the sides of its match first."""
    if match is None:
        return name
    first, second = match.sides
    return f"{first} {EN_DASH} {second}: {name[0].lower()}{name[1:]}"


def runners(assets: Sequence[str], match: Match | None) -> tuple[str, str]:
    """The two assets of a race, by their titles, or the two sides of a match, first and second."""
    known = match.sides if match else assets
    return (known[0], known[1]) if len(known) == 2 else ("First", "Second")


def labels(market: Market, sides: tuple[str, str]) -> list[str]:
    """What each outcome means. `sides`: `runners` of the market.

    A price on an edge belongs to the upper range, and the words say so. Outcome 1 of a race is the first asset's.
    """
    first, second = sides
    match market.template.kind:
        case Kind.RANGE:
            return _ranges(market.edges)
        case Kind.UPDOWN:
            return [DOWN, UP]
        case Kind.RACE:
            return [second, first]
        case Kind.MATCH | Kind.MATCH_PRINCIPAL_FIRST:
            return [first, second]


def _ranges(edges: Sequence[int]) -> list[str]:
    inner = [f"{dollars(low)} {EN_DASH} {dollars(high)}" for low, high in pairwise(edges)]
    return [f"below {dollars(edges[0])}", *inner, f"{dollars(edges[-1])} or more"]


def why_void(reason: int) -> str:
    """Why every stake went back, as the end of a sentence; a number that no rule gives stays one."""
    return WHY_VOID.get(reason, f"reason {reason}")


def names(kind: Kind, called: Sequence[str]) -> list[str]:
    """Where space is short: ranges by letter, everything else by its label. `called`: `labels` of the market."""
    return list(ascii_uppercase[: len(called)]) if kind is Kind.RANGE else list(called)


def numbered(outcome: int, known: Sequence[str]) -> str:
    """ "outcome C (2)": as the page and as the chain know it. `known`: `names` of the market."""
    return f"outcome {known[outcome]} ({outcome})" if outcome < len(known) else f"outcome {outcome}"


def outcome_of(text: str, known: Sequence[str]) -> int:
    """The outcome that somebody means by its number, from 0, or by its name in any letter case; a number is a number.

    `known`: `names` of the market. Raises OutcomeUnnamed.
    """
    said = text.strip()
    if said.isascii() and said.isdigit() and len(said) <= 3 and int(said) < len(known):
        return int(said)
    found = [index for index, name in enumerate(known) if name.casefold() == said.casefold()]
    if len(found) != 1:
        raise OutcomeUnnamed(said[:80], ", ".join(known), len(known) - 1)
    return found[0]
