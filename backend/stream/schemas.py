"""Frames of the stream. They stand in the OpenAPI document too, so that the page's types are generated."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from backend.errors import Problem
from backend.markets.schemas import StateName
from backend.schemas import BigNumber, Bps, Money, Odds, PriceText, Schema, Seconds

MAX_SUBSCRIPTIONS = 100
MarketIdText = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,19}$")]
MarketIds = list[MarketIdText]


class Wanted(BaseModel):
    """What a client sends. Subscribing again to a market sends its snapshot again."""

    model_config = ConfigDict(extra="forbid", strict=True)

    subscribe: MarketIds = []
    unsubscribe: MarketIds = []


class PoolState(Schema):
    index: int
    stake: Money
    share: Bps
    odds: Odds | None


class MarketState(Schema):
    """A market's whole changing part. `seq` grows with every change of the market."""

    market_id: BigNumber
    seq: int
    block: int
    pools: list[PoolState]
    total: Money
    bets: int
    state: StateName
    close: Seconds  # when betting ends: earlier after an early close or a halt
    start_value: PriceText | None
    start_value2: PriceText | None
    winner: int | None


class Snapshot(MarketState):
    type: Literal["snapshot"] = "snapshot"


class Delta(MarketState):
    """The newest of the changes since `previous`, the `seq` of this client's last frame of the market.

    A client whose last `seq` is not `previous` has missed a frame and subscribes again.
    """

    type: Literal["delta"] = "delta"
    previous: int


class Tick(Schema):
    """Once a second: time as the contracts see it, and the newest mirrored block."""

    type: Literal["tick"] = "tick"
    now: Seconds
    block: int


class Refusal(Problem):
    type: Literal["error"] = "error"


Frame = Annotated[Snapshot | Delta | Tick | Refusal, Field(discriminator="type")]
