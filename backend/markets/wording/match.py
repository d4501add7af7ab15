"""MATCH: a window of a match, in which people bet on its winner or on the winner of some overs."""

from backend.markets.records import MarketRecord
from backend.markets.wording.about import About
from mutuel.domain.ids import SubjectRule


def window_label(window: int, windows: int) -> str:
    """Windows announced again after an interruption may number more than were planned."""
    return f"Window {window + 1} of {max(windows, window + 1)}"


def winning(record: MarketRecord, about: About) -> list[str]:
    first, second = about.runners
    guard = record.template.known_guard
    return [
        _decider(record.template.subject_rule, first, second),
        f"If betting was still open {guard} seconds before the result was known, every stake goes back in full.",
    ]


def _decider(rule: SubjectRule, first: str, second: str) -> str:
    if rule is SubjectRule.PERIOD_INDEX:
        return (
            f"The side that scores more runs in the overs of this window wins, {first} or {second}: both innings are "
            "compared over the same overs. Equal runs, or overs that were not bowled: every stake goes back in full."
        )
    return (
        f"The side that wins the match wins, {first} or {second}. The official result stands, also by DLS, super "
        "over or bowl-out. A tie without a decider, or no result: every stake goes back in full."
    )
