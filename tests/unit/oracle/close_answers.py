"""Sources of closes that say what a test wants, and a world that asks them about one session of Apple's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from mutuel.db.engine import create_tables, open_engine
from mutuel.domain.units import Price8
from mutuel.settings import Settings
from oracle.evidence import Archive
from oracle.sources import registry
from oracle.sources.adapter import Answer, Declaration, Wanted
from oracle.sources.closes import Closes, Refusal, Why
from oracle.sources.transport import Page, Web
from oracle.world import World
from tests.unit.oracle.asking import DAYS, question

SESSION = DAYS.on(date(2026, 10, 16))
QUESTION = question("AAPL", SESSION, SESSION.day - timedelta(days=7))
SPEAKING = ("nasdaq", "yahoo", "alphavantage")
DECLARED = {
    name: one.declaration
    for name, one in registry.of_closes(Settings(_env_file=None)).items()
    if name in {entry.source for entry in QUESTION.source.quorum.entries}
}
PRICE = 230 * 10**8
CENT = 10**6


@dataclass
class Told:
    """A source that prints `price`; None: it cannot be reached. A `why`: it refuses for that."""

    declaration: Declaration
    price: int | None = PRICE
    why: Why = Why.UNREACHABLE

    async def fetch(self, _web: Web, wanted: Wanted) -> Answer[Closes]:
        if self.price is None:
            return Answer(self.declaration, (), Refusal(self.why, "a test says so"))
        page = Page(f"/{wanted.symbol}", 200, str(self.price).encode())
        closes = Closes(wanted.symbol, "USD", self.declaration.basis, {SESSION.day: Price8(self.price)}, ())
        return Answer(self.declaration, (page,), closes)


def world(folder: Path) -> World:
    """Everything that asking needs; three sources say PRICE, the others are off."""
    database = open_engine(f"sqlite:///{folder / 'test.db'}")
    create_tables(database)
    silent = DECLARED.keys() - set(SPEAKING)
    told = {name: Told(one, None if name in silent else PRICE, Why.OFF) for name, one in DECLARED.items()}
    made = SimpleNamespace(
        database=database,
        archive=Archive(folder / "evidence"),
        adapters=told,
        overrides=(),
        halts={},
        offs={QUESTION.source.name: dict.fromkeys(silent, Refusal(Why.OFF, "a test says so"))},
        source_timeout=2,
        listing=lambda template: QUESTION.listing if template == QUESTION.listing.template.id else None,
    )
    return cast(World, made)


def told(world: World) -> Mapping[str, Told]:
    return cast(Mapping[str, Told], world.adapters)
