"""Markets as the API shows them. Formulas are mutuel.domain's; this only asks them and words the answers."""

from typing import Final

from backend.catalogue import Catalogue, Product
from backend.markets import schemas
from backend.markets.errors import MarketUnknown
from backend.markets.filters import Wanted, conditions
from backend.markets.orders import Order
from backend.markets.outcomes import outcome_odds, outcomes_of
from backend.markets.questions import all_of, deciding
from backend.markets.records import At, MarketRecord, in_shares_of
from backend.markets.repository import MarketRepository
from backend.markets.wording import rules
from backend.markets.wording.about import About
from backend.markets.wording.match import window_label, windows_planned
from backend.markets.wording.timeline import timeline
from backend.pages import cut, decode
from backend.schemas import Page
from mutuel.db.mirror import Role
from mutuel.domain.ids import market_key
from mutuel.domain.market import Kind, State
from mutuel.domain.matches import Match
from mutuel.domain.units import DAY, WEEK

BEFORE: Final = 3
"""The chart of a market of minutes or hours begins so many of its lives before the opening."""
LONG: Final = DAY // 2
"""That of a market which lives longer begins a week before: shares may have one price a day."""
MARKET_KINDS: Final = dict(zip(Kind, schemas.MarketKind, strict=True))
VOID_REASONS: Final = dict(enumerate(schemas.VoidReasonName, start=1))
STATE_NAMES: Final[dict[int, schemas.StateName]] = {
    State.OPEN: "open",
    State.SETTLED: "settled",
    State.VOID: "void",
    State.CONTESTED: "contested",
}
KINDS: Final = {name: kind for kind, name in MARKET_KINDS.items()}


class MarketService:
    """`now` is the time that decides what is open; odds are as of the mirrored block."""

    def __init__(self, repository: MarketRepository, catalogue: Catalogue, now: int) -> None:
        self._repository, self._catalogue, self._now = repository, catalogue, now

    def page(
        self, wanted: Wanted, order: Order, limit: int, cursor: str | None
    ) -> Page[schemas.MarketSummary]:
        """Raises ProductUnknown, TemplateUnknown, MatchUnknown, MalformedCursor."""
        found = self._repository.page(
            conditions=conditions(wanted, self._catalogue, self._now),
            after=decode(cursor, order.name),
            limit=limit + 1,
            order=order,
        )
        records, following = cut(found, limit, order.key, order.name)
        at = self._repository.at()
        return Page(items=[self.summary(record, at) for record in records], next_cursor=following)

    def detail(self, market_id: int) -> schemas.MarketDetail:
        """Raises MarketUnknown."""
        record, at = self.record(market_id), self._repository.at()
        row, caps, product = record.row, record.template.caps, self._product(record)
        return schemas.MarketDetail(
            **dict(self.summary(record, at)),
            template_id=row.template_id,
            source_id=row.source_id,
            question_id=row.question_id,
            config_hash=row.config_hash,
            state=STATE_NAMES[row.state],
            seq=record.seq,
            block=at.block,
            rules=rules(record, self._about(record)),
            timeline=timeline(record, self._repository.changes(market_id), self._now),
            question=deciding(record),
            questions=all_of(record, (product.symbol, product.symbol2)),
            merge_below=record.template.merge_below,
            caps=schemas.Caps(floor=caps.floor, max=caps.account, max_pool=caps.pool),
            net=row.net,
            fee=row.fee,
        )

    def odds(self, market_id: int) -> schemas.MarketOdds:
        """Raises MarketUnknown."""
        record, at = self.record(market_id), self._repository.at()
        return schemas.MarketOdds(
            market_id=market_id,
            block=at.block,
            total=record.pools.total,
            outcomes=outcome_odds(record, at.time),
        )

    def prices(self, market_id: int) -> schemas.Prices:
        """From some time before the opening until the observation, in the shares that the ranges are in.

        Raises MarketUnknown.
        """
        record = self.record(market_id)
        product, ranged = self._product(record), record.template.kind is Kind.RANGE
        symbols = [] if record.template.kind.is_match else [product.symbol, product.symbol2]
        return schemas.Prices(
            series=[self._series(record, symbol) for symbol in symbols if symbol],
            edges=list(record.market.edges) if ranged else [],
        )

    def _series(self, record: MarketRecord, symbol: str) -> schemas.PriceSeries:
        market = record.market
        life = market.observe_at - market.open_at
        before = WEEK if life > LONG else BEFORE * life
        rows = self._repository.prices(symbol, market.open_at - before, market.observe_at)
        prices = in_shares_of(rows, record.basis_day)
        return schemas.PriceSeries(
            symbol=symbol,
            source=rows[0].source if rows else None,
            points=[
                schemas.PricePoint(at=row.at, price=price) for row, price in zip(rows, prices, strict=True)
            ],
        )

    def summary(self, record: MarketRecord, at: At) -> schemas.MarketSummary:
        row, product = record.row, self._product(record)
        return schemas.MarketSummary(
            market_id=row.market_id,
            kind=MARKET_KINDS[record.template.kind],
            title=self.title(record),
            product=product.word,
            template=product.name,
            symbol=product.symbol,
            symbol2=product.symbol2,
            asset=schemas.AssetClass(product.asset),
            phase=record.phase(self._now),
            open=row.open,
            close=row.closes_at,
            planned_close=row.close,
            start_at=record.start_at,
            observe_at=row.observe_at,
            start_value=record.final_value(Role.START),
            start_value2=record.final_value(Role.START_SECOND),
            k0=row.k0,
            k1=row.k1,
            contested=record.contested,
            match=match_of(record, self._match(record)),
            total=record.pools.total,
            outcomes=outcomes_of(record, at.time, self._about(record)),
            winner=row.winner,
            value=deciding_price(record),
            void_reason=None if row.void_reason is None else VOID_REASONS[row.void_reason],
            takeout_bps=record.template.takeout,
            max_pool=record.template.caps.pool,
            bets=record.bets,
        )

    def record(self, market_id: int) -> MarketRecord:
        record = self._repository.one(market_id)
        if record is None:
            raise MarketUnknown(market_id)
        return record

    def title(self, record: MarketRecord) -> str:
        return self._about(record).title

    def window(self, record: MarketRecord) -> str | None:
        """Its place in its match; None for what is no window."""
        match = match_of(record, self._match(record))
        return match.label if match else None

    def _match(self, record: MarketRecord) -> Match | None:
        """None for what is no window, and for a window whose match our files do not know."""
        if not record.template.kind.is_match:
            return None
        return self._catalogue.matches.get(market_key(record.row.market_id).period)

    def _about(self, record: MarketRecord) -> About:
        return About(self._product(record), self._match(record))

    def _product(self, record: MarketRecord) -> Product:
        return self._catalogue.product(record.row.template_id)


def match_of(record: MarketRecord, match: Match | None) -> schemas.MatchOfMarket | None:
    if match is None:
        return None
    return schemas.MatchOfMarket(
        number=match.number,
        sides=match.sides,
        start=match.start,
        mode=schemas.MatchMode(match.mode),
        window=market_key(record.row.market_id).index,
        windows=windows_planned(record, match),
        label=window_label(record, match),
    )


def deciding_price(record: MarketRecord) -> int | None:
    """The price that decided. A race has a sign instead, a match a code, and a ruled up/down market its outcome."""
    kind = record.template.kind
    is_price = kind is Kind.RANGE or (kind is Kind.UPDOWN and not record.contested)
    return record.row.value if is_price else None
