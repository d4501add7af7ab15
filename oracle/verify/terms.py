"""The market's own terms: what the engine applies today is what it announced when the market was made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mutuel.chain.markets import Seen
from oracle.verify.report import Report
from oracle.verify.site import Site

MEANS_TERMS: Final = "people bet on other terms than the market is decided by."
TERMS: Final = ("open", "close", "observeAt", "edges", "questionId", "templateId")


def check(site: Site, report: Report, seen: Seen) -> None:
    created = site.history.events("ParimutuelEngine", ["MarketCreated"], seen.market.id)
    if len(created) != 1:
        report.differs("Terms", f"the market was announced {len(created)} times.", MEANS_TERMS)
        return
    announced = created[0].args
    wrong = [
        f"{name} was announced as {announced[name]}, the engine says {now}."
        for name in TERMS
        if (now := _plain(seen.view[name])) != announced[name]
    ]
    wrong += _template(site, seen)
    said = (
        f"as announced in block {created[0].block}: edges, times, question, and every number of the template."
    )
    report.settle("Terms", wrong, said, MEANS_TERMS)


def _template(site: Site, seen: Seen) -> list[str]:
    number = seen.market.template.id
    added = site.history.events("ParimutuelEngine", ["TemplateAdded"], number)
    if len(added) != 1:
        return [f"Template {number} was announced {len(added)} times."]
    announced: Mapping[str, Any] = added[0].args["params"]
    now = site.read("ParimutuelEngine", "template", number)
    return [
        f"{name} of the template was announced as {told}, the engine says {now[name]}."
        for name, told in announced.items()
        if now[name] != told
    ]


def _plain(value: Any) -> Any:
    return "0x" + value.hex() if isinstance(value, bytes) else value
