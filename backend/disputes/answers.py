"""The table of sources, read back from the evidence that the oracle archived."""

from collections.abc import Mapping
from typing import Any, Final

from backend.disputes.schemas import SourceAnswer
from mutuel.domain.resolution.decide import median
from mutuel.domain.results import Winner
from mutuel.domain.units import BPS, parse_price

OUTCOMES: Final = {Winner.FIRST.name: 0, Winner.SECOND.name: 1}


def answers_of(manifest: Mapping[str, Any]) -> list[SourceAnswer]:
    """In the order of priority. Whoever is not among the question's entries, such as a halt record, is left out."""
    entries = {one["source"]: (place, one["group"]) for place, one in enumerate(_entries(manifest), start=1)}
    said = [one for one in manifest.get("answers", []) if one.get("source") in entries]
    prices = [parse_price(one["value"]) for one in said if one.get("value")]
    middle = median(prices) if prices else None
    found = (_answer(one, *entries[one["source"]], middle) for one in said)
    return sorted(found, key=lambda answer: answer.priority)


def spread_of(manifest: Mapping[str, Any]) -> int | None:
    found = manifest.get("decision", {}).get("spreadBps")
    return None if found is None else int(found)


def _answer(said: Mapping[str, Any], place: int, group: int, middle: int | None) -> SourceAnswer:
    value = parse_price(said["value"]) if said.get("value") else None
    vote = said.get("vote")
    return SourceAnswer(
        priority=place,
        source=said["source"],
        group=group,
        value=value,
        outcome=OUTCOMES.get(vote["winner"]) if vote else None,
        spread_bps=None if value is None or middle is None else abs(value - middle) * BPS // middle,
        refusal=said.get("refusal"),
        bodies=[page["sha256"] for page in said.get("pages", [])],
    )


def _entries(manifest: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    entries: list[Mapping[str, Any]] = manifest.get("quorum", {}).get("entries", [])
    return entries
