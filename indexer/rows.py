"""The rows that a batch of events touches: read from SQL, changed in memory by the handlers, written back."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, select

from indexer.decode import Event
from mutuel.db.mirror import Bet, Claim, Market, MarketQuestion, Pool, Question, Role, Source, Template
from mutuel.db.rows import Row, groups, insert_rows, table, upsert_rows
from mutuel.domain.ids import MAX_MARKET_ID
from mutuel.errors import NodeInconsistent

Note = tuple[int, int, str]  # block, market id, kind of change


class Rows:
    """A working set. Handlers change it and nothing else; it does no I/O of its own."""

    def __init__(self) -> None:
        self.templates: dict[int, Row] = {}
        self.sources: dict[int, Row] = {}
        self.markets: dict[int, Row] = {}
        self.links: dict[tuple[int, str], Row] = {}  # (market, role) -> the question that it waits for
        self.pools: defaultdict[int, dict[int, Row]] = defaultdict(dict)  # market -> outcome -> row
        self.questions: dict[str, Row] = {}
        self.bets: list[Row] = []
        self.claims: list[Row] = []
        self.notes: dict[Note, None] = {}  # in order, each once

    def market(self, event: Event) -> Row:
        """The event's market. Raises NodeInconsistent if its creation was never seen."""
        market = self.markets.get(int(event.about))
        if market is None:
            raise NodeInconsistent(
                f"{event.name} in block {event.block_number} names market {event.about}, never created."
            )
        return market

    def link(self, market_id: int, role: Role, question_id: str) -> None:
        """Makes the market wait for this question."""
        self.links[market_id, role] = {"market_id": market_id, "role": role.value, "question_id": question_id}

    def waiting_for(self, question_id: str) -> list[int]:
        """The markets that a question's answer concerns."""
        return sorted(
            {link["market_id"] for link in self.links.values() if link["question_id"] == question_id}
        )

    def note(self, event: Event, market_id: int, kind: str) -> None:
        self.notes[event.block_number, market_id, kind] = None


def load(connection: Connection, events: Iterable[Event]) -> Rows:
    """The rows that these events may read or change."""
    named = defaultdict(set)
    for event in events:
        named[event.contract].add(event.about)
    return load_named(connection, named["ParimutuelEngine"], named["Resolution"])


def load_named(connection: Connection, engine: Iterable[str], resolution: Iterable[str]) -> Rows:
    """Rows with these market and question ids, and all templates; other ids in the lists do no harm."""
    rows = Rows()
    rows.templates = {row["template_id"]: row for row in _all(connection, Template)}  # tens at most
    rows.questions = {
        row["question_id"]: row for row in _where(connection, Question, "question_id", resolution)
    }
    for row in _where(connection, Market, "market_id", market_ids(engine)):
        rows.markets[row["market_id"]] = row
    for row in _where(connection, MarketQuestion, "question_id", resolution):
        rows.links[row["market_id"], row["role"]] = row
    for row in _where(connection, Pool, "market_id", rows.markets):
        rows.pools[row["market_id"]][row["outcome"]] = row
    return rows


def market_ids(texts: Iterable[str]) -> set[int]:
    """Those of `texts` that can be a market's id. A skipped bet or claim names whatever its sender made up."""
    return {int(text) for text in texts if text.isdecimal() and int(text) <= MAX_MARKET_ID}


def store(connection: Connection, rows: Rows) -> None:
    """Writes everything but the notes."""
    upsert_rows(connection, Template, list(rows.templates.values()))
    upsert_rows(connection, Source, list(rows.sources.values()))
    upsert_rows(connection, Market, list(rows.markets.values()))
    upsert_rows(connection, MarketQuestion, list(rows.links.values()))
    upsert_rows(connection, Pool, [pool for pools in rows.pools.values() for pool in pools.values()])
    upsert_rows(connection, Question, list(rows.questions.values()))
    insert_rows(connection, Bet, rows.bets)
    insert_rows(connection, Claim, rows.claims)


def _all(connection: Connection, model: Any) -> list[Row]:
    return [dict(row) for row in connection.execute(select(table(model))).mappings()]


def _where(connection: Connection, model: Any, column: str, values: Iterable[Any]) -> list[Row]:
    source = table(model)
    return [
        dict(row)
        for group in groups(values)
        for row in connection.execute(select(source).where(source.c[column].in_(group))).mappings()
    ]
