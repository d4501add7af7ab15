"""MATCH: a window of a match, in which people bet on its winner or on the winner of some overs."""

from backend.markets.records import MarketRecord
from backend.markets.wording.about import About
from mutuel.domain.ids import SubjectRule, market_key
from mutuel.domain.matches import Match


def window_label(record: MarketRecord, match: Match) -> str:
    """Windows announced again after an interruption may number more than were planned."""
    window, overs = market_key(record.row.market_id).index, _overs(record, match)
    place = f"Window {window + 1} of {max(windows_planned(record, match), window + 1)}"
    return f"{place}: {overs}" if overs else place


def windows_planned(record: MarketRecord, match: Match) -> int:
    """Of the market's series: on overs there are no more than ranges of overs."""
    return min(match.windows, match.over_ranges) if _is_on_overs(record) else match.windows


def winning(record: MarketRecord, about: About) -> list[str]:
    first, second = about.runners
    guard = record.template.known_guard
    return [
        _decider(record, about.match, first, second),
        f"If betting was still open {guard} seconds before the result was known, every stake goes back in full.",
    ]


def _decider(record: MarketRecord, match: Match | None, first: str, second: str) -> str:
    if _is_on_overs(record):
        overs = _overs(record, match) or "the overs of this window"
        return (
            f"The side that scores more runs in {overs} wins, {first} or {second}: both innings are compared "
            "over the same overs. Equal runs, or overs that were not bowled: every stake goes back in full."
        )
    return (
        f"The side that wins the match wins, {first} or {second}. The official result stands, also by DLS, super "
        "over or bowl-out. A tie without a decider, or no result: every stake goes back in full."
    )


def _is_on_overs(record: MarketRecord) -> bool:
    return record.template.subject_rule is SubjectRule.PERIOD_INDEX


def _overs(record: MarketRecord, match: Match | None) -> str | None:
    """ "overs 3 to 4", as people count them; None for the winner of the match, or if our files do not know them."""
    index = market_key(record.row.market_id).index
    if match is None or not _is_on_overs(record) or index >= match.over_ranges:
        return None
    overs = match.overs_of(index)
    first, last = overs[0] + 1, overs[-1] + 1
    return f"over {first}" if first == last else f"overs {first} to {last}"
