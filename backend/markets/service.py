"""Markets as the API shows them. Formulas are mutuel.domain's; this only asks them and words the answers."""

from typing import Final

from backend.catalogue import Catalogue, Product
from backend.markets import schemas
from backend.markets.errors import MarketUnknown
from backend.markets.filters import Wanted, conditions
from backend.markets.orders import Order
from backend.markets.outcomes import outcome_odds, outcomes_of
from backend.markets.records import At, MarketRecord, in_shares_of
from backend.markets.repository import MarketRepository
from backend.markets.wording import rules, timeline, window_label
from backend.pages import cut, decode
from backend.schemas import Page
from mutuel.db import mirror
from mutuel.domain.ids import market_key
from mutuel.domain.limits import WEEK
from mutuel.domain.market import Kind, State

PRICED: Final = (Kind.RANGE, Kind.UPDOWN)
"""Kinds whose observation is a price."""
BEFORE: Final = 3
"""A chart begins so many lives of its market before the opening, at most a week."""
MARKET_KINDS: Final = dict(zip(Kind, schemas.MarketKind, strict=True))
VOID_REASONS: Final = dict(enumerate(schemas.VoidReasonName, start=1))
QUESTION_STATES: Final = dict(enumerate(schemas.QuestionState))
DISPUTE_REASONS: Final = dict(enumerate(schemas.DisputeReason, start=1))
QUESTION_VOID_REASONS: Final = dict(enumerate(schemas.QuestionVoidReason, start=1))
STATE_NAMES: Final[dict[int, schemas.StateName]] = {
    State.OPEN: "open",
    State.SETTLED: "settled",
    State.VOID: "void",
}
KINDS: Final = {name: kind for kind, name in MARKET_KINDS.items()}
QUESTION_VOID: Final = 6
NO_QUESTION: Final = schemas.Question(
    state=schemas.QuestionState.NONE,
    value=None,
    min=None,
    max=None,
    window_ends=None,
    round=None,
    evidence_root=None,
    disputed_at=None,
    dispute_reason=None,
    void_reason=None,
)


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
        row, caps = record.row, record.template.caps
        return schemas.MarketDetail(
            **dict(self.summary(record, at)),
            template_id=row.template_id,
            source_id=row.source_id,
            question_id=row.question_id,
            config_hash=row.config_hash,
            state=STATE_NAMES[row.state],
            seq=record.seq,
            block=at.block,
            rules=rules(record, self._product(record)),
            timeline=timeline(record, self._now),
            question=question_of(record.question),
            questions=[],
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
        before = min(WEEK, BEFORE * (market.observe_at - market.open_at))
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
            title=product.title,
            product=product.word,
            template=product.name,
            symbol=product.symbol,
            symbol2=product.symbol2,
            asset=schemas.AssetClass(product.asset),
            phase=record.phase(self._now),
            open=row.open,
            close=row.closes_at,
            start_at=record.start_at,
            observe_at=row.observe_at,
            start_value=None,
            start_value2=None,
            k0=row.k0,
            k1=row.k1,
            contested=False,
            match=self._match(record),
            total=record.pools.total,
            outcomes=outcomes_of(record, at.time, self._names(record)),
            winner=row.winner,
            value=row.value if record.template.kind in PRICED else None,
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
        return self._product(record).title

    def _match(self, record: MarketRecord) -> schemas.MatchOfMarket | None:
        """None for what is no window, and for a window whose match our files do not know."""
        key = market_key(record.row.market_id)
        match = self._catalogue.matches.get(key.period)
        if match is None or not record.template.kind.is_match:
            return None
        return schemas.MatchOfMarket(
            number=match.number,
            sides=match.sides,
            start=match.start,
            mode=schemas.MatchMode(match.mode),
            window=key.index,
            windows=match.windows,
            label=window_label(key.index, match.windows),
        )

    def _names(self, record: MarketRecord) -> tuple[str, ...]:
        match = self._match(record)
        return match.sides if match else self._product(record).assets

    def _product(self, record: MarketRecord) -> Product:
        return self._catalogue.product(record.row.template_id)


def question_of(row: mirror.Question | None) -> schemas.Question:
    if row is None:
        return NO_QUESTION
    voided = row.state == QUESTION_VOID
    reason = row.reason
    return schemas.Question(
        state=QUESTION_STATES[row.state],
        value=row.value,
        min=row.min,
        max=row.max,
        window_ends=row.window_ends,
        round=row.round,
        evidence_root=row.evidence_root,
        disputed_at=row.disputed_at,
        dispute_reason=None if reason is None or voided else DISPUTE_REASONS[reason],
        void_reason=QUESTION_VOID_REASONS[reason] if voided and reason is not None else None,
    )
