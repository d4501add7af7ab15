"""What a template is called and about: the address book's names joined with the products' configuration."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from backend.markets.errors import ProductUnknown, TemplateUnknown
from backend.matches.errors import MatchUnknown
from mutuel.chain.contracts import Deployment
from mutuel.domain.matches import Match
from mutuel.domain.products import catalogue
from mutuel.errors import DeploymentInvalid
from mutuel.matchlist import MatchList
from mutuel.settings import read_toml


@dataclass(frozen=True, slots=True)
class Product:
    """What one template makes markets of, for example AAPL-WEEK."""

    name: str
    title: str
    symbol: str
    asset: str  # stock, crypto, sport or other
    word: str  # of the product: weekly-range, crypto-round ...
    assets: tuple[str, ...] = ()  # titles, two of a race
    symbol2: str | None = None
    is_match: bool = False

    @property
    def text(self) -> str:
        """Everything that a search may find it by."""
        words = (self.name, self.title, self.symbol, self.symbol2 or "", self.word, *self.assets)
        return " ".join(words).casefold()


@dataclass(frozen=True, slots=True)
class Found:
    """What a search means: whole templates, some matches of others, or the market of this number."""

    templates: list[int]
    matches: Mapping[int, list[int]]
    market_id: int | None


@dataclass
class Catalogue:
    """The address book may be written after the API started, so it is read when first needed, then kept.

    `fixtures`: the file of announced matches, which grows while the API runs; without it there are none.
    """

    book: Path
    products: Path
    fixtures: Path
    _deployment: Deployment | None = field(default=None, init=False)
    _by_template: Mapping[int, Product] = field(default_factory=dict, init=False)
    _announced: MatchList = field(init=False)

    def __post_init__(self) -> None:
        self._announced = MatchList(self.fixtures)

    @property
    def deployment(self) -> Deployment:
        """Raises DeploymentInvalid while there is no address book, and BadConfig for bad products."""
        if self._deployment is None:
            deployment = Deployment.load(self.book)
            config = catalogue.parse(read_toml(self.products))
            self._by_template = products_by_template(deployment.raw.get("templates", {}), config)
            self._deployment = deployment
        return self._deployment

    @property
    def deployed(self) -> Deployment | None:
        """The address book; None while there is none. Raises BadConfig."""
        try:
            return self.deployment
        except DeploymentInvalid:
            return None

    @property
    def matches(self) -> Mapping[int, Match]:
        """By number, as they were announced; read again when the file changes."""
        return {match.number: match for match in self._announced.read()}

    def product(self, template_id: int) -> Product:
        """A template without a name shows its number: it exists on chain, whatever our files say."""
        unnamed = Product(f"template {template_id}", f"Template {template_id}", "", "other", "other")
        return self.by_template().get(template_id, unnamed)

    def name_of(self, template_id: int) -> str:
        return self.product(template_id).name

    def match(self, number: int) -> Match:
        """Raises MatchUnknown."""
        found = self.matches.get(number)
        if found is None:
            raise MatchUnknown(number)
        return found

    def symbols(self) -> set[str]:
        """Of everything that has a price."""
        products = [product for product in self.by_template().values() if not product.is_match]
        return {symbol for p in products for symbol in (p.symbol, p.symbol2) if symbol}

    def match_templates(self) -> list[int]:
        return [number for number, product in self.by_template().items() if product.is_match]

    def templates(self, word: str | None, name: str | None, symbol: str | None) -> Iterator[list[int]]:
        """For each word that is given, the templates it names.

        Raises ProductUnknown, TemplateUnknown. A symbol that nobody bets on names none.
        """
        known = self.by_template().items()
        if word is not None:
            yield [n for n, p in known if p.word == word] or _raise(
                ProductUnknown(word, {p.word for _, p in known})
            )
        if name is not None:
            yield [n for n, p in known if p.name == name] or _raise(
                TemplateUnknown(name, {p.name for _, p in known})
            )
        if symbol is not None:
            yield [n for n, p in known if symbol in (p.symbol, p.symbol2)]

    def search(self, text: str) -> Found:
        """What holds every word of `text`: a template, a match of a template, or a market by its number."""
        words = text.casefold().split()
        templates, matches = [], {}
        for number, product in self.by_template().items():
            missing = [word for word in words if word not in product.text]
            if not missing:
                templates.append(number)
            elif product.is_match:
                matches[number] = [
                    m.number
                    for m in self.matches.values()
                    if all(word in " ".join(m.sides).casefold() for word in missing)
                ]
        return Found(templates, matches, int(text) if text.isdecimal() and len(text) < 19 else None)

    def by_template(self) -> Mapping[int, Product]:
        return self._by_template if self.deployed else {}


def products_by_template(ids: Mapping[str, int], config: catalogue.Catalogue) -> dict[int, Product]:
    """The templates that both the address book and the configuration name, by id."""
    return {
        int(ids[name]): Product(
            name=name,
            title=listing.title,
            symbol=listing.asset.symbol,
            asset=listing.asset.asset_class,
            word=listing.product,
            assets=tuple(asset.title for asset in listing.assets),
            symbol2=listing.asset2.symbol if listing.asset2 else None,
            is_match=listing.kind.is_match,
        )
        for name, listing in config.listings.items()
        if name in ids
    }


def _raise(error: Exception) -> list[int]:
    raise error
