"""What a market is about, for its words: a template's names and, of a window, its match."""

from dataclasses import dataclass

from backend.catalogue import Product
from mutuel.domain import naming
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
        return naming.title(self.product.title, self.match)

    @property
    def runners(self) -> tuple[str, str]:
        """The two assets of a race or the two sides of a match, first and second."""
        return naming.runners(self.product.assets, self.match)
