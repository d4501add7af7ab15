"""What the API says about a price."""

from backend.schemas import PriceText, Schema, Seconds


class LatestPrice(Schema):
    """The newest price that any source showed; never what a market settles on. All null before the first."""

    symbol: str
    price: PriceText | None
    at: Seconds | None  # when it was the price
    source: str | None
