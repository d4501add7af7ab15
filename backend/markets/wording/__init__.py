"""Every market in plain sentences, one module for each kind: who wins.

`pool` says what all pools have in common, with a worked example; `timeline` the steps of a market's life.
"""

from collections.abc import Mapping
from typing import Final, Protocol

from backend.markets.records import MarketRecord
from backend.markets.wording import match, pool, race, ranges, updown
from backend.markets.wording.about import About
from mutuel.domain import naming
from mutuel.domain.market import Kind


class Words(Protocol):
    """One module of this package."""

    def winning(self, record: MarketRecord, about: About) -> list[str]:
        """Who wins, one sentence a rule."""


WORDS: Final[Mapping[Kind, Words]] = {
    Kind.RANGE: ranges,
    Kind.UPDOWN: updown,
    Kind.RACE: race,
    Kind.MATCH: match,
    Kind.MATCH_PRINCIPAL_FIRST: match,
}


def labels(record: MarketRecord, about: About) -> list[str]:
    """What each outcome is called."""
    return naming.labels(record.market, about.runners)


def rules(record: MarketRecord, about: About) -> list[str]:
    """What a bettor should know before betting, one sentence a rule, then worked examples."""
    winning = WORDS[record.template.kind].winning(record, about)
    return [*winning, *pool.sentences(record, labels(record, about))]
