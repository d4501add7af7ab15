"""What a list of markets is asked for, as conditions on the mirror's rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, false, not_, or_
from sqlmodel import col, select

from backend.catalogue import Catalogue, Found
from mutuel.db.mirror import Market, MarketQuestion, Question
from mutuel.domain.ids import MAX_INDEX, market_id
from mutuel.domain.market import UNDECIDED, Kind, Phase, State
from mutuel.domain.resolution.table import IN_DISPUTE


@dataclass(frozen=True, slots=True)
class Wanted:
    """Every filter that is given must hold; None asks for everything."""

    phase: Phase | None = None
    kind: Kind | None = None
    product: str | None = None
    template: str | None = None
    symbol: str | None = None
    match: int | None = None
    text: str | None = None


def conditions(wanted: Wanted, catalogue: Catalogue, now: int) -> list[ColumnElement[bool]]:
    """Raises ProductUnknown, TemplateUnknown, MatchUnknown."""
    found = []
    if wanted.phase is not None:
        found.append(phase_condition(wanted.phase, now))
    if wanted.kind is not None:
        found.append(col(Market.kind) == int(wanted.kind))
    for templates in catalogue.templates(wanted.product, wanted.template, wanted.symbol):
        found.append(among(Market.template_id, templates))
    if wanted.match is not None:
        found.append(windows_of(catalogue.match_templates(), [catalogue.match(wanted.match).number]))
    if wanted.text is not None:
        found.append(mentioned(catalogue.search(wanted.text)))
    return found


def windows_of(template_ids: Iterable[int], matches: Iterable[int]) -> ColumnElement[bool]:
    """The windows of these matches, whose numbers are the periods of their markets' ids.

    One list and the range that it lies in, however many they are: a database bounds how deep conditions may nest.
    """
    numbers = tuple(matches)
    first = [market_id(template, number, 0) for template in template_ids for number in numbers]
    if not first:
        return false()
    column, of_a_match = col(Market.market_id), MAX_INDEX + 1
    span = column.between(min(first), max(first) + MAX_INDEX)
    return and_(span, (column // of_a_match).in_([one // of_a_match for one in first]))


def mentioned(found: Found) -> ColumnElement[bool]:
    """The markets that a search means."""
    return or_(
        among(Market.template_id, found.templates),
        col(Market.market_id) == found.market_id,
        *(windows_of([template], matches) for template, matches in found.matches.items()),
    )


def phase_condition(wanted: Phase, now: int) -> ColumnElement[bool]:
    """The rows whose `mutuel.domain.market.phase` at `now` is `wanted`."""
    if wanted in (Phase.SETTLED, Phase.VOID):
        return col(Market.state) == (State.SETTLED if wanted is Phase.SETTLED else State.VOID)
    undecided = among(Market.state, UNDECIDED)
    opens, closes = col(Market.open), col(Market.closes_at)
    if wanted is Phase.ANNOUNCED:
        return and_(undecided, opens > now)
    if wanted is Phase.OPEN:
        return and_(undecided, opens <= now, closes > now)
    closed, staked = and_(undecided, opens <= now, closes <= now), col(Market.staked) > 0
    if wanted is Phase.EMPTY:
        return and_(closed, not_(staked))
    closed = and_(closed, staked)
    disputed = or_(col(Market.state) == State.CONTESTED, among(Market.market_id, _markets_in_dispute()))
    if wanted is Phase.DISPUTED:
        return and_(closed, disputed)
    observed = col(Market.observe_at) <= now
    return and_(closed, not_(disputed), observed if wanted is Phase.SETTLING else not_(observed))


def _markets_in_dispute() -> Any:
    """Ids of the markets that wait for a question in dispute."""
    return (
        select(MarketQuestion.market_id)
        .join(Question, col(Question.question_id) == col(MarketQuestion.question_id))
        .where(among(Question.state, IN_DISPUTE))
    )


def among(column: Any, values: Any) -> ColumnElement[bool]:
    """`column` is one of `values`: a query's answers, or what can be listed."""
    return col(column).in_(values if hasattr(values, "subquery") else list(values))
