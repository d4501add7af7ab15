"""How much an account may stake (rules 1.5, R-CAP; self-limits R-LIMIT).

The cap is a comfort limit: several accounts defeat it. What bounds manipulation is the pool maximum.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import IntEnum, StrEnum
from typing import Final, NamedTuple

from mutuel.domain.errors import CapExceeded, NotRepresentable, PoolFull, StakeTooSmall, require_range
from mutuel.domain.units import DAY, MONDAY, ONE_USDC, WEEK, Bps, MicroUsdc, share_down

CAP_SHARE: Final = Bps(500)
"""An account may hold 5 % of the pool."""
_MAX_MANTISSA: Final = 31
_MAX_EXPONENT: Final = 7


class Caps(NamedTuple):
    """Snapshot of a market's limits in micro-USDC; never changes after creation."""

    floor: MicroUsdc
    """An account may stake this much however small the pool is."""
    account: MicroUsdc
    """Y: no account may stake more, however large the pool is."""
    pool: MicroUsdc
    """maxPool: all stakes together."""


class Because(StrEnum):
    """What limits the next stake, for the sentence "you can still stake X, because ..."."""

    POOL_MAXIMUM = "poolMaximum"
    ACCOUNT_MAXIMUM = "accountMaximum"
    POOL_SHARE = "poolShare"
    FLOOR = "floor"


class Room(NamedTuple):
    """The largest further stake and the limit that makes it so."""

    left: MicroUsdc
    because: Because


def cap_at(caps: Caps, pool_after: int) -> MicroUsdc:
    """min(Y, max(floor, floor(5 % of the pool including the bet)))."""
    return MicroUsdc(min(caps.account, max(caps.floor, share_down(pool_after, CAP_SHARE))))


def room(caps: Caps, exposure: int, pool: int) -> Room:
    """The largest stake x >= 0 that `check_stake` accepts for an account that already holds `exposure`.

    x counts in the pool it is measured against: e + x <= floor((p + x) / 20) is x <= floor((p - 20 e) / 19).
    """
    by_share, by_floor = (pool - 20 * exposure) // 19, caps.floor - exposure
    comfort = max((by_share, Because.POOL_SHARE), (by_floor, Because.FLOOR), key=lambda bound: bound[0])
    bounds = (
        (caps.pool - pool, Because.POOL_MAXIMUM),
        (caps.account - exposure, Because.ACCOUNT_MAXIMUM),
        comfort,
    )
    left, because = min(bounds, key=lambda bound: bound[0])
    return Room(MicroUsdc(max(0, left)), because)


def check_stake(caps: Caps, minimum: int, exposure: int, pool: int, stake: int) -> None:
    """Refuses a stake by raising StakeTooSmall, PoolFull or CapExceeded, looked at in this order.

    `exposure` and `pool` are before the bet, in micro-USDC.
    """
    if stake < minimum:
        raise StakeTooSmall(minimum)
    if pool + stake > caps.pool:
        raise PoolFull(max(0, caps.pool - pool))
    if exposure + stake > cap_at(caps, pool + stake):
        raise CapExceeded(room(caps, exposure, pool).left)


def pack_amount(amount: int) -> int:
    """One byte, mantissa << 3 | exponent, for mantissa * 10^exponent USDC (mantissa 5 bits, exponent 3 bits).

    The smallest mantissa is chosen, so that an amount has one form. Raises NotRepresentable.
    """
    whole, rest = divmod(amount, ONE_USDC)
    for exponent in range(_MAX_EXPONENT, -1, -1):
        mantissa, lost = divmod(whole, 10**exponent)
        if lost == rest == 0 and mantissa <= _MAX_MANTISSA:
            return mantissa << 3 | exponent if mantissa else 0
    raise NotRepresentable(amount)


def unpack_amount(packed: int) -> MicroUsdc:
    """Micro-USDC of a packed byte. Raises OutOfRange."""
    require_range("packed amount", packed, 0, 255)
    return MicroUsdc((packed >> 3) * 10 ** (packed & 7) * ONE_USDC)


class Period(IntEnum):
    """The periods of self-limits, in UTC."""

    DAY = 0
    WEEK = 1
    MONTH = 2


class LimitKind(IntEnum):
    """Self-limits kept on chain, in the order of ISelfLimits."""

    STAKE_DAY = 0
    STAKE_WEEK = 1
    STAKE_MONTH = 2
    LOSS_DAY = 3
    LOSS_WEEK = 4
    LOSS_MONTH = 5

    @property
    def period(self) -> Period:
        return Period(self % 3)


def period_start(period: Period, at: int) -> int:
    """First second of the UTC day, the week (from Monday 00:00) or the calendar month that holds `at`."""
    if period is Period.DAY:
        return at - at % DAY
    if period is Period.WEEK:
        return at - (at - MONDAY) % WEEK
    moment = datetime.fromtimestamp(at, UTC)
    return (date(moment.year, moment.month, 1) - date(1970, 1, 1)).days * DAY


def left_of_stake_limit(limit: int, staked: int) -> MicroUsdc:
    """What may still be staked in a period in which `staked` was staked."""
    return MicroUsdc(max(0, limit - staked))


def left_of_loss_limit(limit: int, locked: int, returned: int) -> MicroUsdc:
    """What may still be staked, the loss of a period being stakes locked less payouts and refunds.

    A stake counts as lost until it comes back. Winnings of the period therefore widen what is left.
    """
    return MicroUsdc(max(0, limit - (locked - returned)))
