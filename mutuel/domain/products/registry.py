"""Every product by the word that config/products.toml uses: a new product is one module and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mutuel.domain.products import (
    crypto_round,
    daily_race,
    daily_up_down,
    match_windows,
    weekly_race,
    weekly_range,
)
from mutuel.domain.products.planned import Product

PRODUCTS: Final[Mapping[str, Product]] = {
    "weekly-range": weekly_range,
    "crypto-round": crypto_round,
    "daily-up-down": daily_up_down,
    "weekly-race": weekly_race,
    "daily-race": daily_race,
    "match-windows": match_windows,
}
