"""What a template is called and about: the address book's names joined with the products' configuration."""

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mutuel.chain.contracts import Deployment
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
        """Raises DeploymentInvalid while there is no address book."""
        if self._deployment is None:
            deployment = Deployment.load(self.book)
            self._by_template = products_by_template(deployment.raw, tomllib.loads(self.products.read_text()))
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


def products_by_template(book: Mapping[str, Any], configured: Mapping[str, Any]) -> dict[int, Product]:
    """Templates of the address book by id. Raises KeyError for one that the configuration lacks."""
    found = {}
    for name, number in book.get("templates", {}).items():
        product = configured["product"][name]
        found[int(number)] = Product(name, product["title"], product["symbol"], product["asset"])
    return found
