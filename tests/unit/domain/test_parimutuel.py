from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutuel.domain import errors, parimutuel
from mutuel.domain.market import Kind, VoidReason
from mutuel.domain.parimutuel import Pools, Settled, Voided
from mutuel.domain.ranges import pack_merge_map
from mutuel.domain.referee import Answer
from mutuel.domain.resolution.table import QuestionState
from mutuel.domain.units import Bps, MicroUsdc, format_usdc
from mutuel.domain.weights import Curve
from tests.unit.domain.factories import (
    CLOSE,
    OBSERVE,
    OPEN,
    answers_of,
    market,
    market_of,
    positions,
    template,
    together,
)
from tests.vectors import ints, load

BETS: st.SearchStrategy[list[dict[str, Any]]] = st.lists(
    st.builds(
        dict,
        account=st.sampled_from("abcdef"),
        outcome=st.integers(0, 4),
        stake=st.integers(1, 10**12),
        at=st.integers(OPEN, CLOSE - 1),
    ),
    max_size=12,
)
MARKETS = st.builds(
    lambda kind, k, takeout, merge: market(
        kind=kind, curve=Curve(k[0], min(k)), takeout=Bps(takeout), merge_below=MicroUsdc(merge)
    ),
    st.sampled_from([Kind.RANGE, Kind.MATCH_PRINCIPAL_FIRST]),
    st.tuples(st.integers(1, 15), st.integers(0, 15)),
    st.integers(0, 1_500),
    st.sampled_from([0, 10**8, 10**11]),
)


@pytest.mark.parametrize(("given_", "expect"), load("settle"))
def test_settle__vector__matches(given_: dict[str, Any], expect: dict[str, Any]) -> None:
    of = market_of(given_["market"])
    held = positions(of, given_["bets"])
    pools = together(list(held.values()), of.template.outcomes)
    arguments = of, pools, answers_of(given_["answers"]), given_["now"]
    if "error" in expect:
        with pytest.raises(getattr(errors, expect["error"])):
            parimutuel.settle(*arguments, outage=given_["outage"])
        return
    decision = parimutuel.settle(*arguments, outage=given_["outage"])
    paid = {who: parimutuel.payout_of(of.template.kind, decision, one) for who, one in held.items()}
    assert paid == {who: int(amount) for who, amount in expect["payouts"].items()}
    assert _as_json(decision) == {name: expect[name] for name in expect if name in ("settled", "void")}
    if isinstance(decision, Settled):
        assert decision.net - sum(paid.values()) == int(expect["breakage"])


def _as_json(decision: parimutuel.Decision) -> dict[str, Any]:
    if isinstance(decision, Voided):
        return {"void": decision.reason.value}
    return {
        "settled": {
            "group": sorted(decision.group),
            "net": str(decision.net),
            "fee": str(decision.split.fee),
            "treasury": str(decision.split.treasury),
            "insurance": str(decision.split.insurance),
            "winningStake": str(decision.winning_stake),
            "winningWeight": str(decision.winning_weight),
        }
    }


@given(of=MARKETS, bets=BETS, winner=st.integers(0, 4))
def test_payout_of__everybody_claims__never_exceeds_the_stakes_and_breakage_stays_below_the_winners(
    of: Any, bets: list[dict[str, Any]], winner: int
) -> None:
    held = positions(of, bets)
    pools = together(list(held.values()), 5)
    decision = parimutuel.decide(of.template, pools, winner)
    paid = [parimutuel.payout_of(of.template.kind, decision, one) for one in held.values()]
    fee = decision.split.fee if isinstance(decision, Settled) else 0
    breakage = pools.total - fee - sum(paid)
    if isinstance(decision, Voided):
        assert breakage == 0
        return
    winners = sum(1 for one in held.values() if one.over(decision.group)[0] > 0)
    assert 0 <= breakage < winners


@given(of=MARKETS, bets=BETS, winner=st.integers(0, 4))
def test_payout_of__flat_or_principal_first_winner__never_gets_less_than_the_stake(
    of: Any, bets: list[dict[str, Any]], winner: int
) -> None:
    held = positions(of, bets)
    decision = parimutuel.decide(of.template, together(list(held.values()), 5), winner)
    if isinstance(decision, Voided) or not (of.template.curve.is_flat or of.template.kind == 4):
        return
    for one in held.values():
        assert parimutuel.payout_of(of.template.kind, decision, one) >= one.over(decision.group)[0]


@given(
    net=st.integers(0, 10**12),
    first=st.integers(1, 10**18),
    second=st.integers(1, 10**18),
    others=st.integers(0, 10**18),
)
def test_payout_down__position_split_in_two__gains_nothing_and_loses_at_most_one_unit(
    net: int, first: int, second: int, others: int
) -> None:
    weights = first + second + others
    whole = parimutuel.payout_down(Kind.RANGE, net, 0, weights, 0, first + second)
    parts = sum(parimutuel.payout_down(Kind.RANGE, net, 0, weights, 0, part) for part in (first, second))
    assert whole - 1 <= parts <= whole


@given(
    pools=st.lists(st.integers(1, 10**12), min_size=2, max_size=5),
    more=st.integers(0, 10**12),
    takeout=st.integers(0, 1_500),
)
def test_dividend_down__stake_on_another_outcome__never_lowers_it(
    pools: list[int], more: int, takeout: int
) -> None:
    before, after = Pools.flat(pools), Pools.flat([pools[0], pools[1] + more, *pools[2:]])
    dividends = [parimutuel.dividend_down(Kind.RANGE, p, 0, Bps(takeout)) for p in (before, after)]
    assert None not in dividends
    assert dividends == sorted(dividends, key=lambda d: d or 0)


@pytest.mark.parametrize(("given_", "expect"), load("dividends"))
def test_dividend_down__vector__matches(given_: dict[str, Any], expect: str | None) -> None:
    pools = Pools(ints(given_["stakes"]), ints(given_["weights"]))
    shown = parimutuel.dividend_down(
        Kind(given_["kind"]), pools, given_["outcome"], Bps(given_["takeoutBps"]), int(given_["perUnit"])
    )
    assert (None if shown is None else format_usdc(shown)) == expect


@given(pools=st.lists(st.integers(1, 10**12), min_size=2, max_size=5))
def test_dividend_down__no_takeout__is_others_over_own_plus_one(pools: list[int]) -> None:
    shown = parimutuel.dividend_down(Kind.RANGE, Pools.flat(pools), 0, Bps(0))
    assert shown == 10**6 * sum(pools[1:]) // pools[0] + 10**6


def test_plus__outcome_that_does_not_exist__is_refused() -> None:
    with pytest.raises(errors.UnknownOutcome):
        Pools.flat((0, 0)).plus(2, 1, 1)


WON = Answer(QuestionState.FINAL, 64_500_000_000, 64_500_000_000, 64_500_000_000, OBSERVE)


def test_settle__betting_still_open__is_refused() -> None:
    pools, seen = Pools.flat((1, 1, 1, 1, 1)), WON._replace(known_at=CLOSE)
    with pytest.raises(errors.TooEarly):
        parimutuel.settle(market(), pools, [seen], CLOSE - 1)
    assert isinstance(parimutuel.settle(market(), pools, [seen], CLOSE), Settled)


def test_void_expired__seven_days_after_the_observation__asks_nobody() -> None:
    with pytest.raises(errors.TooEarly):
        parimutuel.void_expired(market(), OBSERVE + 168 * 3_600 - 1)
    assert parimutuel.void_expired(market(), OBSERVE + 168 * 3_600) == Voided(VoidReason.EXPIRED)


def test_decide__more_than_two_ranges_merge_to_one__is_void_before_the_winner_is_looked_at() -> None:
    thin = template(merge_below=MicroUsdc(100))
    assert parimutuel.decide(thin, Pools.flat((1, 1, 1, 1, 1)), 0) == Voided(VoidReason.MERGED)


OTHERS = st.lists(st.tuples(st.integers(0, 1), st.integers(1, 10**10)), min_size=1, max_size=5)


@given(
    others=OTHERS,
    stake=st.integers(10**6, 10**10),
    more=st.integers(0, 10**10),
    unit=st.integers(1, 9_000),
    takeout=st.integers(0, 1_500),
    kind=st.sampled_from([Kind.UPDOWN, Kind.MATCH, Kind.MATCH_PRINCIPAL_FIRST]),
)
def test_payout_of__own_stake_grows__payout_never_falls(
    others: list[tuple[int, int]], stake: int, more: int, unit: int, takeout: int, kind: Kind
) -> None:
    """I6, within one settled state: the minimum of the losing side may turn a payout into a refund."""
    of = template(kind=kind, outcomes=2, takeout=Bps(takeout), curve=Curve(15, 0))
    paid = []
    for own in (stake, stake + more):
        mine = Pools.flat((0, 0)).plus(0, own, own * unit)
        pools = mine.plus(1, 10**6, 10**6)
        for outcome, amount in others:
            pools = pools.plus(outcome, amount, amount * 9_000)
        decision = parimutuel.decide(of, pools, 0)
        if isinstance(decision, Voided):
            return
        paid.append(parimutuel.payout_of(kind, decision, mine))
    assert paid[0] <= paid[1]


@given(of=MARKETS, bets=BETS, winner=st.integers(0, 4))
def test_payout_of__flat_curve__is_net_times_stake_over_winning_stake(
    of: Any, bets: list[dict[str, Any]], winner: int
) -> None:
    """I7."""
    flat = replace(of, template=replace(of.template, curve=Curve(1, 1), kind=Kind.RANGE))
    held = positions(flat, bets)
    decision = parimutuel.decide(flat.template, together(list(held.values()), 5), winner)
    if isinstance(decision, Settled):
        for one in held.values():
            stake, _ = one.over(decision.group)
            paid = parimutuel.payout_of(Kind.RANGE, decision, one)
            assert paid == decision.net * stake // decision.winning_stake


def test_stored_merge_map__nothing_thin__names_every_range_itself() -> None:
    merging = template(merge_below=MicroUsdc(100))
    stakes = [100] * merging.outcomes
    identity = pack_merge_map(range(merging.outcomes))
    assert parimutuel.stored_merge_map(merging, Pools.flat(stakes)) == identity


def test_stored_merge_map__template_never_merges__is_zero() -> None:
    never = template(merge_below=MicroUsdc(0))
    assert parimutuel.stored_merge_map(never, Pools.flat([1] * never.outcomes)) == 0
