"""A template as the chain names its numbers (TemplateParams), in the words of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mutuel.domain.ids import SubjectRule
from mutuel.domain.limits import Caps
from mutuel.domain.market import Kind, Template
from mutuel.domain.units import ONE_USDC, Bps, MicroUsdc
from mutuel.domain.weights import Curve


def template_from(template_id: int, params: Mapping[str, Any], name: str) -> Template:
    """`params` by field name; integers may be decimal text, as SQL keeps them."""
    numbers = {field: int(value) for field, value in params.items()}
    return Template(
        id=template_id,
        name=name,
        kind=Kind(numbers["kind"]),
        outcomes=numbers["outcomes"],
        curve=Curve(numbers["k0"], numbers["k1"]),
        source_id=numbers["sourceId"],
        source2_id=numbers["source2Id"],
        subject_rule=SubjectRule(numbers["subjectRule"]),
        caps=Caps(*(MicroUsdc(numbers[field]) for field in ("capFloor", "capMax", "maxPool"))),
        min_stake=ONE_USDC,
        takeout=Bps(numbers["takeoutBps"]),
        insurance_share=Bps(numbers["insuranceBps"]),
        min_losers=MicroUsdc(numbers["minLosers"]),
        min_losers_share=Bps(numbers["minLosersBps"]),
        merge_below=MicroUsdc(numbers["mergeBelow"]),
        known_guard=numbers["knownGuard"],
        contestable=bool(numbers["contestable"]),
        haltable=bool(numbers["haltable"]),
        closable_early=bool(numbers["closableEarly"]),
        cancellable=bool(numbers["cancellable"]),
    )
