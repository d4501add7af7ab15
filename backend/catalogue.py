"""What a template is called and about: the address book's names joined with the products' configuration."""

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from mutuel.chain.contracts import Deployment
from mutuel.domain.products import catalogue
from mutuel.errors import DeploymentInvalid


@dataclass(frozen=True, slots=True)
class Product:
    """What one template makes markets of, for example AAPL-WEEK."""

    name: str
    title: str
    symbol: str
    asset: str  # stock, crypto or other


@dataclass
class Catalogue:
    """The address book may be written after the API started, so it is read when first needed, then kept."""

    book: Path
    products: Path
    _deployment: Deployment | None = field(default=None, init=False)
    _by_template: Mapping[int, Product] = field(default_factory=dict, init=False)

    @property
    def deployment(self) -> Deployment:
        """Raises DeploymentInvalid while there is no address book, and BadConfig for bad products."""
        if self._deployment is None:
            deployment = Deployment.load(self.book)
            config = catalogue.parse(tomllib.loads(self.products.read_text()))
            self._by_template = products_by_template(deployment.raw.get("templates", {}), config)
            self._deployment = deployment
        return self._deployment

    def product(self, template_id: int) -> Product:
        """A template without a name shows its number: it exists on chain, whatever our files say."""
        unnamed = Product(f"template {template_id}", f"Template {template_id}", "", "other")
        return self._templates().get(template_id, unnamed)

    def name_of(self, template_id: int) -> str:
        return self.product(template_id).name

    def templates_of(self, symbol: str) -> list[int]:
        return [number for number, product in self._templates().items() if product.symbol == symbol]

    def _templates(self) -> Mapping[int, Product]:
        with suppress(DeploymentInvalid):
            _ = self.deployment
        return self._by_template


def products_by_template(ids: Mapping[str, int], config: catalogue.Catalogue) -> dict[int, Product]:
    """The templates that both the address book and the configuration name, by id."""
    return {
        int(ids[name]): Product(name, listing.title, listing.asset.symbol, listing.asset.asset_class)
        for name, listing in config.listings.items()
        if name in ids
    }
