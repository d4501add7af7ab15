"""Every market in plain sentences, one module for each kind: its outcomes' labels and who wins.

`pool` says what all pools have in common, with a worked example; `timeline` the steps of a market's life.
"""

from collections.abc import Mapping
from typing import Final, Protocol

from backend.markets.records import MarketRecord
from backend.markets.wording import match, pool, race, ranges, updown
from backend.markets.wording.about import About
from mutuel.domain.market import Kind


class Words(Protocol):
    """One module of this package."""

    def labels(self, record: MarketRecord, about: About) -> list[str]:
        """What each outcome is called."""

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
    return WORDS[record.template.kind].labels(record, about)


def rules(record: MarketRecord, about: About) -> list[str]:
    """What a bettor should know before betting, one sentence a rule, then worked examples."""
    words = WORDS[record.template.kind]
    return [*words.winning(record, about), *pool.sentences(record, words.labels(record, about))]
