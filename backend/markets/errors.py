"""Why a request about a market is refused.

ApiError
├── MarketUnknown             404
├── MalformedMarketId         422
├── ProductUnknown            422
├── TemplateUnknown           422
├── AmountRefused             422  the amount cannot be read
│   ├── MalformedAmount
│   ├── TooManyDecimals
│   ├── NegativeAmount
│   └── AmountTooLarge
└── BetNotPossible            the engine would refuse this bet now
    ├── OutcomeUnknown        422
    ├── StakeTooSmall         422
    ├── CapExceeded           409
    ├── PoolFull              409
    ├── BettingNotOpen        409
    ├── BettingClosed         409
    └── MarketDecided         409
"""

from http import HTTPStatus

from backend.errors import ApiError, Code
from mutuel.domain import errors as domain
from mutuel.domain.limits import Because, Room
from mutuel.domain.units import format_usdc


class MarketUnknown(ApiError):
    status, code = HTTPStatus.NOT_FOUND, Code.MARKET_UNKNOWN

    def __init__(self, market_id: int) -> None:
        super().__init__(
            "There is no market with this number. If it was just created, try again in a few seconds.",
            marketId=str(market_id),
        )


class MalformedMarketId(ApiError):
    status, code = HTTPStatus.UNPROCESSABLE_ENTITY, Code.MALFORMED_MARKET_ID

    def __init__(self, text: str) -> None:
        super().__init__("A market's number has only digits, at most 19 of them.", given=text[:80])


class ProductUnknown(ApiError):
    status, code = HTTPStatus.UNPROCESSABLE_ENTITY, Code.PRODUCT_UNKNOWN

    def __init__(self, word: str, known: set[str]) -> None:
        super().__init__("There is no product of this name; see `known`.", product=word, known=sorted(known))


class TemplateUnknown(ApiError):
    status, code = HTTPStatus.UNPROCESSABLE_ENTITY, Code.TEMPLATE_UNKNOWN

    def __init__(self, name: str, known: set[str]) -> None:
        super().__init__(
            "There is no template of this name; see `known`.", template=name, known=sorted(known)
        )


class AmountRefused(ApiError):
    """The amount cannot be read."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY

    @classmethod
    def because(cls, error: domain.InputRefused, text: str) -> "AmountRefused":
        kind = _UNREADABLE.get(type(error), MalformedAmount)
        return kind(
            f"{error} Nothing was staked. Write USDC with at most 6 decimals, such as 12.5.", given=text[:80]
        )


class MalformedAmount(AmountRefused):
    code = Code.MALFORMED_AMOUNT


class TooManyDecimals(AmountRefused):
    code = Code.TOO_MANY_DECIMALS


class NegativeAmount(AmountRefused):
    code = Code.NEGATIVE_AMOUNT


class AmountTooLarge(AmountRefused):
    code = Code.AMOUNT_TOO_LARGE


_UNREADABLE: dict[type[domain.InputRefused], type[AmountRefused]] = {
    domain.TooManyDecimals: TooManyDecimals,
    domain.NegativeNumber: NegativeAmount,
    domain.NumberTooLarge: AmountTooLarge,
}


class BetNotPossible(ApiError):
    """The engine would refuse this bet now."""


class OutcomeUnknown(BetNotPossible):
    status, code = HTTPStatus.UNPROCESSABLE_ENTITY, Code.OUTCOME_UNKNOWN

    def __init__(self, outcome: int, outcomes: int) -> None:
        super().__init__(
            f"This market has the outcomes 0 to {outcomes - 1}. Nothing was staked; choose one of them.",
            outcome=outcome,
            outcomes=outcomes,
        )


class StakeTooSmall(BetNotPossible):
    status, code = HTTPStatus.UNPROCESSABLE_ENTITY, Code.STAKE_TOO_SMALL

    def __init__(self, minimum: int) -> None:
        least = format_usdc(minimum)
        super().__init__(f"The smallest bet is {least} USDC. Nothing was staked.", minimum=least)


class CapExceeded(BetNotPossible):
    status, code = HTTPStatus.CONFLICT, Code.CAP_EXCEEDED

    def __init__(self, room: Room) -> None:
        left = format_usdc(room.left)
        super().__init__(
            f"You can still stake {left} USDC in this market, because of its limit per account. "
            "Nothing was staked; lower the amount.",
            youCanStillStake=left,
            why=room.because,
        )


class PoolFull(BetNotPossible):
    status, code = HTTPStatus.CONFLICT, Code.POOL_FULL

    def __init__(self, room: Room) -> None:
        left = format_usdc(room.left)
        super().__init__(
            f"You can still stake {left} USDC, because the market's pool has a maximum. "
            "Nothing was staked; lower the amount or choose another market.",
            youCanStillStake=left,
            why=room.because,
        )


def bound(room: Room) -> CapExceeded | PoolFull:
    """The refusal of a stake above `room`."""
    return PoolFull(room) if room.because is Because.POOL_MAXIMUM else CapExceeded(room)


class BettingNotOpen(BetNotPossible):
    status, code = HTTPStatus.CONFLICT, Code.BETTING_NOT_OPEN

    def __init__(self, open_at: int) -> None:
        super().__init__("Betting on this market has not opened yet. Nothing was staked.", opensAt=open_at)


class BettingClosed(BetNotPossible):
    status, code = HTTPStatus.CONFLICT, Code.BETTING_CLOSED

    def __init__(self, close_at: int) -> None:
        super().__init__(
            "Betting on this market has closed. Nothing was staked; choose another market.", closedAt=close_at
        )


class MarketDecided(BetNotPossible):
    status, code = HTTPStatus.CONFLICT, Code.MARKET_DECIDED

    def __init__(self, void: bool) -> None:
        super().__init__(
            f"This market is {'void' if void else 'settled'}. Nothing was staked; choose another market.",
            state="void" if void else "settled",
        )
