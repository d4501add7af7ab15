"""Who gets which bond back (R-BOND). Twin of ResolutionBonds; amounts in micro-USDC."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mutuel.domain.units import MicroUsdc


@dataclass(frozen=True, slots=True)
class Claim:
    """What one side of a round says, and the bond behind it. No value means VOID."""

    value: int | None
    bond: MicroUsdc


@dataclass(frozen=True, slots=True)
class Payout:
    """What a round's bonds become: all of it, nothing is left over."""

    proposer: MicroUsdc
    challenger: MicroUsdc
    insurance: MicroUsdc


def settle(rounds: Sequence[tuple[Claim, Claim | None]], decision: int | None) -> list[Payout]:
    """Of each round apart, proposer and challenger, after a decision; None is VOID.

    The side further from the decision loses half of its bond, rounded down, to the other and the rest to Insurance;
    the challenger if both are equally far. VOID proves nobody wrong who did not claim it.
    """
    return [_judge(proposer, challenger, decision) for proposer, challenger in rounds]


def _judge(proposer: Claim, challenger: Claim | None, decision: int | None) -> Payout:
    if challenger is None:
        return _payout(proposer.bond, 0)
    if decision is None and challenger.value is not None:
        return _payout(proposer.bond, challenger.bond)
    if _is_nearer(challenger.value, proposer.value, decision):
        reward = proposer.bond // 2
        return _payout(0, challenger.bond + reward, proposer.bond - reward)
    reward = challenger.bond // 2
    return _payout(proposer.bond + reward, 0, challenger.bond - reward)


def _is_nearer(claim: int | None, other: int | None, decision: int | None) -> bool:
    """Whether `claim` is strictly nearer to the decision. VOID is infinitely far from every value."""
    if claim is None or decision is None:
        return (claim is None) == (decision is None) and (other is None) != (decision is None)
    return other is None or abs(claim - decision) < abs(other - decision)


def _payout(proposer: int, challenger: int, insurance: int = 0) -> Payout:
    return Payout(MicroUsdc(proposer), MicroUsdc(challenger), MicroUsdc(insurance))
