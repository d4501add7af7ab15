"""Templates and markets as the mirror holds them, in the words of the rules."""

from typing import Any

from mutuel.db.mirror import Market as MarketRow
from mutuel.db.mirror import Role
from mutuel.db.mirror import Template as TemplateRow
from mutuel.domain.ids import MarketId, SubjectRule
from mutuel.domain.limits import Caps
from mutuel.domain.market import Kind, Market, Template
from mutuel.domain.referee import QuestionKey, questions_of
from mutuel.domain.units import ONE_USDC, Bps, MicroUsdc, Timestamp
from mutuel.domain.weights import Curve

ROLES = (Role.END, Role.START, Role.END_SECOND, Role.START_SECOND)
"""In the order of `referee.questions_of`."""


def market_of(row: MarketRow, template: Template) -> Market:
    """A market from its row. Its edges mean what its kind says."""
    used = row.outcomes - 1 if template.kind is Kind.RANGE else 1 if template.kind.has_tie else 0
    return Market(
        id=MarketId(row.market_id),
        template=template,
        open_at=Timestamp(row.open),
        close_at=Timestamp(row.close),
        observe_at=Timestamp(row.observe_at),
        edges=tuple(int(edge) for edge in row.edges[:used]),
        early_close_at=None if row.closes_at >= row.close else Timestamp(row.closes_at),
    )


def questions_by_role(market: Market) -> dict[Role, QuestionKey]:
    """The questions that decide the market unless it is contested."""
    return dict(zip(ROLES, questions_of(market), strict=False))


def template_of(row: TemplateRow, name: str) -> Template:
    """A template from the parameters of its `TemplateAdded` event."""
    params = _Numbers(row.params)
    return Template(
        id=row.template_id,
        name=name,
        kind=Kind(params["kind"]),
        outcomes=params["outcomes"],
        curve=Curve(params["k0"], params["k1"]),
        source_id=params["sourceId"],
        source2_id=params["source2Id"],
        subject_rule=SubjectRule(params["subjectRule"]),
        caps=Caps(*(MicroUsdc(params[name]) for name in ("capFloor", "capMax", "maxPool"))),
        min_stake=ONE_USDC,
        takeout=Bps(params["takeoutBps"]),
        insurance_share=Bps(params["insuranceBps"]),
        min_losers=MicroUsdc(params["minLosers"]),
        min_losers_share=Bps(params["minLosersBps"]),
        merge_below=MicroUsdc(params["mergeBelow"]),
        known_guard=params["knownGuard"],
        contestable=bool(params["contestable"]),
        haltable=bool(params["haltable"]),
        closable_early=bool(params["closableEarly"]),
        cancellable=bool(params["cancellable"]),
    )


class _Numbers:
    """Event arguments, whose integers are decimal text."""

    def __init__(self, values: dict[str, Any]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> int:
        return int(self._values[name])
