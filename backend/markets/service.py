"""Markets as the API shows them. Formulas are mutuel.domain's; this only asks them and words the answers."""

from typing import Final, Literal

from backend.catalogue import Catalogue, Product
from backend.markets import schemas
from backend.markets.errors import MarketUnknown
from backend.markets.records import At, MarketRecord, in_shares_of
from backend.markets.repository import MarketRepository, market_conditions
from backend.markets.wording import range_labels, rules, timeline
from backend.pages import Key, cut, decode
from backend.schemas import Page
from mutuel.db import mirror
from mutuel.domain.limits import WEEK
from mutuel.domain.market import Kind, Phase, State
from mutuel.domain.parimutuel import dividend_down
from mutuel.domain.units import BPS

MARKET_KINDS: Final = dict(zip(Kind, schemas.MarketKind, strict=True))
VOID_REASONS: Final = dict(enumerate(schemas.VoidReasonName, start=1))
QUESTION_STATES: Final = dict(enumerate(schemas.QuestionState))
DISPUTE_REASONS: Final = dict(enumerate(schemas.DisputeReason, start=1))
QUESTION_VOID_REASONS: Final = dict(enumerate(schemas.QuestionVoidReason, start=1))
STATE_NAMES: Final[dict[int, Literal["open", "settled", "void"]]] = {
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
SOONEST_FIRST: Final = (Phase.ANNOUNCED, Phase.OPEN)


class MarketService:
    """`now` is the time that decides what is open; odds are as of the mirrored block."""

    def __init__(self, repository: MarketRepository, catalogue: Catalogue, now: int) -> None:
        self._repository, self._catalogue, self._now = repository, catalogue, now

    def page(
        self,
        *,
        status: Phase | None,
        kind: schemas.MarketKind | None,
        symbol: str | None,
        limit: int,
        cursor: str | None,
    ) -> Page[schemas.MarketSummary]:
        """Open and announced markets by their close, soonest first; all others latest first."""
        conditions = market_conditions(
            phase=status,
            kind=None if kind is None else KINDS[kind],
            template_ids=None if symbol is None else self._catalogue.templates_of(symbol),
            now=self._now,
        )
        records, following = cut(
            self._repository.page(
                conditions=conditions,
                after=decode(cursor),
                limit=limit + 1,
                soonest_first=status in SOONEST_FIRST,
            ),
            limit,
            close_key,
        )
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
        """From the week before the opening until the observation, in the shares that the ranges are in.

        Raises MarketUnknown.
        """
        record = self.record(market_id)
        market, symbol = record.market, self._product(record).symbol
        rows = self._repository.prices(symbol, market.open_at - WEEK, market.observe_at)
        prices = in_shares_of(rows, record.basis_day)
        return schemas.Prices(
            symbol=symbol,
            source=rows[0].source if rows else None,
            points=[
                schemas.PricePoint(at=row.at, price=price) for row, price in zip(rows, prices, strict=True)
            ],
            edges=list(market.edges),
        )

    def summary(self, record: MarketRecord, at: At) -> schemas.MarketSummary:
        row, product = record.row, self._product(record)
        return schemas.MarketSummary(
            market_id=row.market_id,
            kind=MARKET_KINDS[record.template.kind],
            title=product.title,
            symbol=product.symbol,
            asset=schemas.AssetClass(product.asset),
            phase=record.phase(self._now),
            open=row.open,
            close=row.closes_at,
            observe_at=row.observe_at,
            total=record.pools.total,
            outcomes=outcomes_of(record, at.time),
            winner=row.winner,
            value=row.value,
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

    def _product(self, record: MarketRecord) -> Product:
        return self._catalogue.product(record.row.template_id)


def close_key(record: MarketRecord) -> Key:
    return record.row.closes_at, record.row.market_id


def outcome_odds(record: MarketRecord, time: int) -> list[schemas.OutcomeOdds]:
    """Odds at the block of `time`, as the Lens computes them there."""
    pools, template = record.pools, record.template
    per_unit = record.per_unit(time)
    return [
        schemas.OutcomeOdds(
            index=index,
            stake=stake,
            share=share_bps_down(stake, pools.total),
            odds=dividend_down(template.kind, pools, index, template.takeout, per_unit) if per_unit else None,
        )
        for index, stake in enumerate(pools.stakes)
    ]


def outcomes_of(record: MarketRecord, time: int) -> list[schemas.Outcome]:
    edges = record.market.edges
    bounds = [None, *edges], [*edges, None]
    return [
        schemas.Outcome(**dict(odds), label=label, lo=low, hi=high)
        for odds, label, low, high in zip(
            outcome_odds(record, time), range_labels(edges), *bounds, strict=True
        )
    ]


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


def share_bps_down(stake: int, total: int) -> int:
    """floor(stake * 10,000 / total); 0 in an empty pool."""
    return stake * BPS // total if total else 0
