"""I2: what all winners get together, for any number of them; proved by induction over integers without bounds.

The steps are one winner at a time. `Paid` says what holds after each: what was paid, times all weights, is at most what
those winners' weights earn, and less by under one unit a winner. Solidity computes the same in words of 256 bits, which
`test_payout_down__what_a_market_may_hold__fits_words` and the differential tests tie to these integers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import z3

from mutuel.domain import fees
from mutuel.domain.errors import OutOfRange
from mutuel.domain.market import Kind
from mutuel.domain.parimutuel import payout_down
from tests.proofs.wholes import Trace, decide, ways

Payout = Callable[[Kind, Any, Any, Any, Any, Any], Any]
KINDS = pytest.mark.parametrize("kind", list(Kind), ids=lambda kind: kind.name)
STAKE_BITS, WEIGHT_BITS = 48, 72
"""Of a pool, as PoolLib packs it."""

net, winning, weights, stake, weight = z3.Ints("net winning weights stake weight")
total, takeout, share = z3.Ints("total takeout share")
pool = [weights >= 1, winning >= 0, net >= winning]
one = [stake >= 0, weight >= 0]


@dataclass(frozen=True)
class Paid:
    """So many winners were paid so much; these are their stakes and weights together."""

    winners: z3.ArithRef
    paid: z3.ArithRef
    stakes: z3.ArithRef
    weights: z3.ArithRef

    def fairly(self, kind: Kind) -> z3.BoolRef:
        first = kind is Kind.MATCH_PRINCIPAL_FIRST
        shared = self.paid - self.stakes if first else self.paid
        earned = (net - winning if first else net) * self.weights
        return z3.And(shared * weights <= earned, earned - shared * weights <= self.winners * (weights - 1))


before = Paid(*z3.Ints("winners paid paid_stakes paid_weights"))
everybody = [before.stakes == winning, before.weights == weights, before.winners >= 1]


def after_one_more(kind: Kind, payout: Payout) -> tuple[Paid, list[z3.BoolRef]]:
    """The state after a winner of `stake` and `weight`, and what is known of the payout."""
    trace = Trace([])
    amount = payout(kind, *map(trace.unknown, (net, winning, weights, stake, weight)))
    now = Paid(before.winners + 1, before.paid + amount.term, before.stakes + stake, before.weights + weight)
    return now, trace.facts


def rounded_up(kind: Kind, net: Any, winning: Any, weights: Any, stake: Any, weight: Any) -> Any:
    down: Payout = payout_down
    return -down(kind, -net, -winning, weights, -stake, weight)


@KINDS
def test_payout_down__nobody_paid_yet__is_fair(kind: Kind) -> None:
    nothing = z3.IntVal(0)
    assert decide(Paid(nothing, nothing, nothing, nothing).fairly(kind), *pool) == "proved"


@KINDS
def test_payout_down__one_more_winner__stays_fair(kind: Kind) -> None:
    now, facts = after_one_more(kind, payout_down)
    assert decide(now.fairly(kind), before.fairly(kind), *pool, *one, *facts) == "proved"


@KINDS
def test_payout_down__rounded_up__is_refuted(kind: Kind) -> None:
    now, facts = after_one_more(kind, rounded_up)
    assert decide(now.fairly(kind), before.fairly(kind), *pool, *one, *facts) == "refuted"


@KINDS
def test_payout_down__everybody_paid__never_above_the_net_pool(kind: Kind) -> None:
    assert decide(before.paid <= net, before.fairly(kind), *pool, *everybody) == "proved"


@KINDS
def test_payout_down__everybody_paid__leaves_less_than_a_unit_a_winner(kind: Kind) -> None:
    left = net - before.paid
    assert decide(left < before.winners, before.fairly(kind), *pool, *everybody) == "proved"


@KINDS
def test_payout_down__a_unit_less_left__is_refuted(kind: Kind) -> None:
    left = net - before.paid
    assert decide(left < before.winners - 1, before.fairly(kind), *pool, *everybody) == "refuted"


@KINDS
def test_payout_down__what_a_market_may_hold__fits_words(kind: Kind) -> None:
    small = [net < 2**STAKE_BITS, weight < 2**WEIGHT_BITS, weight <= weights, stake <= winning]
    now, facts = after_one_more(kind, payout_down)
    fits = z3.And(net * weight < 2**256, now.paid - before.paid <= net)
    assert decide(fits, *pool, *one, *small, *facts) == "proved"


def splits() -> Iterator[tuple[list[z3.BoolRef], list[z3.ArithRef]]]:
    """What is known on each way through `fees.split`, and its fee and its two parts."""
    for trace, parts in ways(_split):
        if parts is not None:
            yield trace.facts, [part.term for part in parts]


def _split(trace: Trace) -> tuple[Any, ...] | None:
    split: Callable[..., tuple[Any, ...]] = fees.split
    try:
        return split(*map(trace.unknown, (total, winning, takeout, share)))
    except OutOfRange:
        return None


def test_split__any_pool__takes_from_the_losers_only_and_loses_nothing() -> None:
    assert list(splits())
    for facts, (fee, treasury, insurance) in splits():
        claim = z3.And(
            fee >= 0, total - fee >= winning, treasury >= 0, insurance >= 0, treasury + insurance == fee
        )
        assert decide(claim, *facts) == "proved"


@KINDS
def test_split__with_every_payout__never_above_what_was_staked(kind: Kind) -> None:
    for facts, (fee, treasury, insurance) in splits():
        given = [before.fairly(kind), net == total - fee, *pool, *everybody, *facts]
        assert decide(before.paid + treasury + insurance <= total, *given) == "proved"
        assert decide(before.paid + treasury + insurance < total, *given) == "refuted"
