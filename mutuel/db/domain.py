"""Templates and markets as the mirror holds them, in the words of the rules."""

from mutuel.db.mirror import Market as MarketRow
from mutuel.db.mirror import Role
from mutuel.db.mirror import Template as TemplateRow
from mutuel.domain.ids import MarketId
from mutuel.domain.market import Market, Template, edges_of
from mutuel.domain.params import template_from
from mutuel.domain.referee import QuestionKey, questions_of
from mutuel.domain.units import Timestamp

ROLES = (Role.END, Role.START, Role.END_SECOND, Role.START_SECOND)
"""In the order of `referee.questions_of`."""


def market_of(row: MarketRow, template: Template) -> Market:
    """A market from its row. Its edges mean what its kind says."""
    return Market(
        id=MarketId(row.market_id),
        template=template,
        open_at=Timestamp(row.open),
        close_at=Timestamp(row.close),
        observe_at=Timestamp(row.observe_at),
        edges=edges_of(template.kind, row.outcomes, [int(edge) for edge in row.edges]),
        early_close_at=None if row.closes_at >= row.close else Timestamp(row.closes_at),
    )


def questions_by_role(market: Market) -> dict[Role, QuestionKey]:
    """The questions that decide the market unless it is contested."""
    return dict(zip(ROLES, questions_of(market), strict=False))


def template_of(row: TemplateRow, name: str) -> Template:
    """A template from the parameters of its `TemplateAdded` event."""
    return template_from(row.template_id, row.params, name)
