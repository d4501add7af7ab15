"""Questions that no market waits for: which of them are seen, and in what order they are ended."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlmodel import Session

from mutuel.db.engine import create_tables, open_engine
from mutuel.db.mirror import Market, MarketQuestion, Question, Role
from mutuel.domain.ids import contest_id, market_id, question_id
from mutuel.domain.market import State
from mutuel.domain.products.catalogue import parse
from mutuel.domain.resolution.table import QuestionState
from mutuel.settings import read_toml
from oracle.acts import Acts
from oracle.decisions import steps
from oracle.resolution.plan import Deed
from oracle.resolution.questions import MOST_HANGING, Sight, left_behind
from oracle.world import World
from tests.unit.oracle.asking import PRODUCTS

NOW = 1_800_000_000
HOUR = 3_600
ENGINE = "0x" + "11" * 20
CATALOGUE = parse(read_toml(PRODUCTS))
LISTING = CATALOGUE.listings["BTC-WEEK"]


class Resolution:
    """Says of each question what a test put there."""

    def __init__(self) -> None:
        self.held: dict[str, tuple[QuestionState, int]] = {}

    def read_many(self, view: str, calls: list[list[bytes]]) -> list[Any]:
        return [
            self._read(view, *self.held.get("0x" + one.hex(), (QuestionState.NONE, 0))) for [one] in calls
        ]

    def _read(self, view: str, state: QuestionState, at: int) -> Any:
        if view == "observation":
            return (state, 1, 1, 1, at)
        keys = ("proposedAt", "seq", "corrections", "windowEnds", "challengedAt", "disputedAt")
        return at if view == "finalAt" else dict.fromkeys(keys, at)


@pytest.fixture
def world() -> World:
    database = open_engine("sqlite://")
    create_tables(database)
    made = SimpleNamespace(
        database=database,
        catalogue=CATALOGUE,
        listing=CATALOGUE.listing,
        resolution=Resolution(),
        engine=SimpleNamespace(address=ENGINE),
        overrides=(),
    )
    return cast(World, made)


def put(world: World, period: int, state: QuestionState, at: int, *, contest: bool = False) -> str:
    """An expired market nobody staked in, observed the later the higher `period`; its question, or its contest."""
    number, observe_at = market_id(LISTING.template.id, period, 0), NOW - 900 * HOUR + period
    of_no_use: dict[str, Any] = dict.fromkeys(("source_id", "k0", "k1", "staked", "created_block"), 1)
    row = Market(
        **of_no_use,
        question_id="0x",
        config_hash="0x",
        market_id=number,
        template_id=LISTING.template.id,
        kind=LISTING.template.kind,
        outcomes=3,
        open=observe_at - 99 * HOUR,
        close=observe_at,
        closes_at=observe_at,
        observe_at=observe_at,
        edges=["100", "200"],
        state=State.VOID,
    )
    own = "0x" + contest_id(bytes.fromhex(ENGINE[2:]), number).hex()
    name = own if contest else "0x" + question_id(LISTING.source.id, observe_at, bytes(32)).hex()
    asked = Question(
        question_id=name, state=state, evidence_root="0x01", window_ends=at, disputed_at=at, block_number=1
    )
    with Session(world.database) as session:
        role = Role.CONTEST if contest else Role.END
        session.add_all([row, asked, MarketQuestion(market_id=number, role=role, question_id=name)])
        session.commit()
    cast(Resolution, world.resolution).held[name] = (state, at)
    return name


def test_left_behind__many_disputes_opened_for_nothing__keep_no_bond_waiting(world: World) -> None:
    for period in range(MOST_HANGING):
        put(world, period, QuestionState.DISPUTED, NOW - HOUR)
    reported = put(world, MOST_HANGING, QuestionState.PROPOSED, NOW - HOUR)
    assert reported in left_behind(world, Sight(()), NOW).questions


def test_ends__contest_of_a_market_that_expired__is_voided(world: World) -> None:
    own = put(world, 1, QuestionState.DISPUTED, NOW - 49 * HOUR, contest=True)
    found = [due.key for due in steps.ends(world, Acts(world), Sight(()), NOW)]
    assert found == [Deed.VOID_UNRULED.of(own)]


def test_ends__what_was_refused__lets_the_rest_go_first(world: World) -> None:
    acts = Acts(world)
    for period in range(steps.MOST_ENDS):
        acts.note_refusal(
            Deed.FINALISE.of(put(world, period, QuestionState.PROPOSED, NOW - 2 * HOUR)), "no", NOW
        )
    other = put(world, steps.MOST_ENDS, QuestionState.PROPOSED, NOW - HOUR)
    found = [due.key for due in steps.ends(world, acts, Sight(()), NOW)]
    assert found[0] == Deed.FINALISE.of(other)
    assert len(found) == steps.MOST_ENDS
