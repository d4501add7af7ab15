"""A template as the mirror holds it, in the words of the rules."""

from typing import Any

from mutuel.db.mirror import Template as TemplateRow
from mutuel.domain.ids import SubjectRule
from mutuel.domain.limits import Caps
from mutuel.domain.market import Kind, Template
from mutuel.domain.units import ONE_USDC, Bps, MicroUsdc
from mutuel.domain.weights import Curve


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
