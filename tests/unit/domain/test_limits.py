from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutuel.domain import errors, limits
from mutuel.domain.limits import Caps, LimitKind, Period
from mutuel.domain.units import MicroUsdc
from tests.vectors import load

WEEKLY = Caps(MicroUsdc(100 * 10**6), MicroUsdc(10_000 * 10**6), MicroUsdc(250_000 * 10**6))


def caps_of(given_: dict[str, str]) -> Caps:
    return Caps(*(MicroUsdc(int(given_[name])) for name in ("floor", "account", "pool")))


@pytest.mark.parametrize(("given_", "expect"), load("caps"))
def test_room__vector__matches(given_: dict[str, str], expect: dict[str, str]) -> None:
    left, because = limits.room(caps_of(given_), int(given_["exposure"]), int(given_["poolBefore"]))
    assert (left, because) == (int(expect["left"]), expect["because"])


@pytest.mark.parametrize(("given_", "expect"), load("stakes"))
def test_check_stake__vector__matches(given_: dict[str, str], expect: Any) -> None:
    numbers = (int(given_[name]) for name in ("minimum", "exposure", "poolBefore", "stake"))
    if expect == "accepted":
        limits.check_stake(caps_of(given_), *numbers)
        return
    with pytest.raises(getattr(errors, expect.pop("error"))) as refusal:
        limits.check_stake(caps_of(given_), *numbers)
    assert refusal.value.values == {name: int(value) for name, value in expect.items()}


@given(pool=st.integers(0, WEEKLY.pool), part=st.integers(0, 10_000), more=st.integers(1, 10**6))
def test_room__any_position__is_the_largest_stake_that_passes(pool: int, part: int, more: int) -> None:
    exposure = min(pool, WEEKLY.account) * part // 10_000
    left = limits.room(WEEKLY, exposure, pool).left
    if left:
        limits.check_stake(WEEKLY, 0, exposure, pool, left)
    with pytest.raises(errors.BetRefused):
        limits.check_stake(WEEKLY, 0, exposure, pool, left + more)


@given(exposure=st.integers(0, 10**10), pool=st.integers(0, 10**11), growth=st.integers(0, 10**11))
def test_cap_at__pool_grows__never_falls(exposure: int, pool: int, growth: int) -> None:
    assert limits.cap_at(WEEKLY, pool) <= limits.cap_at(WEEKLY, pool + growth)


@pytest.mark.parametrize(("given_", "expect"), load("packed_amounts"))
def test_pack_amount__vector__matches(given_: dict[str, str], expect: dict[str, Any]) -> None:
    amount = int(given_["amount"])
    if "error" in expect:
        with pytest.raises(getattr(errors, expect["error"])):
            limits.pack_amount(amount)
        return
    assert limits.pack_amount(amount) == expect["packed"]
    assert limits.unpack_amount(expect["packed"]) == amount


def test_pack_amount__every_byte__names_an_amount_that_packs_and_unpacks() -> None:
    amounts = [limits.unpack_amount(byte) for byte in range(256)]
    assert [limits.unpack_amount(limits.pack_amount(amount)) for amount in amounts] == amounts


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    ("period", "moment", "start"),
    [
        (Period.DAY, "2026-03-08T23:59:59", "2026-03-08"),
        (Period.DAY, "2026-03-09T00:00:00", "2026-03-09"),
        (Period.WEEK, "2026-03-08T23:59:59", "2026-03-02"),
        (Period.WEEK, "2026-03-09T00:00:00", "2026-03-09"),
        (Period.MONTH, "2024-02-29T12:00:00", "2024-02-01"),
        (Period.MONTH, "2025-01-01T00:00:00", "2025-01-01"),
        (Period.MONTH, "2025-12-31T23:59:59", "2025-12-01"),
    ],
)
def test_period_start__calendar_moment__is_the_first_second(period: Period, moment: str, start: str) -> None:
    assert limits.period_start(period, at(moment)) == at(start)


def test_limit_kind__order_of_the_interface__maps_to_day_week_month() -> None:
    assert [kind.period for kind in LimitKind] == [Period.DAY, Period.WEEK, Period.MONTH] * 2


@pytest.mark.parametrize(("limit", "staked", "left"), [(50, 20, 30), (50, 50, 0), (50, 80, 0)])
def test_left_of_stake_limit__amount_staked__is_the_rest_and_never_negative(
    limit: int, staked: int, left: int
) -> None:
    assert limits.left_of_stake_limit(limit, staked) == left


@pytest.mark.parametrize(
    ("locked", "returned", "left"), [(20, 0, 30), (80, 0, 0), (80, 60, 30), (20, 90, 120)]
)
def test_left_of_loss_limit__stakes_and_payouts__counts_what_is_gone(
    locked: int, returned: int, left: int
) -> None:
    assert limits.left_of_loss_limit(50, locked, returned) == left
