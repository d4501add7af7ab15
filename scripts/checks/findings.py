"""How Slither's findings are named, and how they compare with the reasons in slither.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def names(report: Mapping[str, Any]) -> set[str]:
    """Each finding as "detector Contract.member"."""
    return {f"{found['check']} {_member(found['elements'][0])}" for found in report.get("detectors", [])}


def compare(found: set[str], reasons: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """`reasons`: by detector, then by member; "*" for a whole detector."""
    known = {f"{check} {member}" for check, members in reasons.items() for member in members}
    whole = {check for check, members in reasons.items() if "*" in members}
    for finding in sorted(found - known):
        if finding.split()[0] not in whole:
            yield f"{finding}: no reason in slither.toml"
    seen = found | {f"{finding.split()[0]} *" for finding in found}
    for reason in sorted(known - seen):
        yield f"{reason}: has a reason in slither.toml but is not found any more"


def _member(element: Mapping[str, Any]) -> str:
    """The function or variable that a finding is about, within its contract; a local counts as its function."""
    parent = element.get("type_specific_fields", {}).get("parent", {})
    if parent.get("type") == "function":
        return f"{_member(parent)}"
    return f"{parent.get('name', '')}.{element['name']}".lstrip(".")
