"""What a market is about, for its words: a template's names and, of a window, its match."""

from dataclasses import dataclass

from backend.catalogue import Product
from backend.markets.wording.text import EN_DASH
from mutuel.domain.matches import Match


@dataclass(frozen=True, slots=True)
class About:
    product: Product
    match: Match | None

    @property
    def name(self) -> str:
        return self.product.symbol or self.product.name

    @property
    def title(self) -> str:
        """What a market is called; of a window with its sides first."""
        title = self.product.title
        if self.match is None:
            return title
        first, second = self.runners
        return f"{first} {EN_DASH} {second}: {title[0].lower()}{title[1:]}"

    @property
    def runners(self) -> tuple[str, str]:
        """The two assets of a race or the two sides of a match, first and second."""
        known = self.match.sides if self.match else self.product.assets
        return (known[0], known[1]) if len(known) == 2 else ("First", "Second")
