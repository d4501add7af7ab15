"""Markets as the engine stores them, in the words of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mutuel.chain.contracts import Contract
from mutuel.domain.ids import MarketId
from mutuel.domain.market import Market, State, Template, edges_of
from mutuel.domain.params import template_from
from mutuel.domain.units import Timestamp


@dataclass(frozen=True, slots=True)
class Seen:
    """A market with its template and state; `view` is everything the engine tells of it."""

    market: Market
    state: State
    view: Mapping[str, Any]


def read_market(engine: Contract, market_id: int, block: int | str = "latest") -> Seen:
    """Raises CallRefused (MarketUnknown) for an id that is no market's."""
    view = engine.read("market", market_id, block=block)
    return seen(market_id, view, read_template(engine, view["templateId"], block))


def read_template(engine: Contract, template_id: int, block: int | str = "latest") -> Template:
    """Named by its number: the chain gives it no other name. Raises CallRefused (TemplateUnknown)."""
    return template_from(template_id, engine.read("template", template_id, block=block), str(template_id))


def seen(market_id: int, view: Mapping[str, Any], template: Template) -> Seen:
    early = Timestamp(view["closesAt"]) if view["closesAt"] < view["close"] else None
    market = Market(
        id=MarketId(market_id),
        template=template,
        open_at=Timestamp(view["open"]),
        close_at=Timestamp(view["close"]),
        observe_at=Timestamp(view["observeAt"]),
        edges=edges_of(template.kind, template.outcomes, view["edges"]),
        early_close_at=early,
    )
    return Seen(market, State(view["state"]), view)
