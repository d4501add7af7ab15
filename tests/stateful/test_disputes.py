"""The second machine: Resolution, engine and governance with silence, lies, pauses and dead keepers at every step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from mutuel.chain.contracts import Call
from mutuel.domain.resolution.table import MARKET_ROWS, ROWS, QuestionState
from tests.stateful import quarrels, sour_week
from tests.stateful.base import T, Tally, walk
from tests.stateful.exits import could_leave, leave_all
from tests.stateful.model.house import House
from tests.stateful.rows import walked
from tests.stateful.rules_rulings import RulingRules
from tests.stateful.site import Site

RUNS, STEPS = 16, 36
REFUSED = (
    "rule",
    "fallbackRule",
    "veto",
    "usurp",
    "ruleBarely",
    "correct",
    "challenge",
    "finalise",
    "escalate",
)
OPEN = {state.name for state in QuestionState} - {"FINAL", "VOID"}


class Disputes(RulingRules):
    rows: ClassVar[Counter[str]]
    left_from: ClassVar[Counter[str]]

    def act(self, kind: str, sender: str, call: Call, step: Callable[[House], T]) -> T | None:
        """And counts the rows that it walked."""
        before = House.restored(self.house.saved())
        result = super().act(kind, sender, call, step)
        if self.counting:
            self.rows.update(walked(before, self.house))
        return result

    @precondition(lambda self: self.steps > 20 and not self.sampled)
    @rule(chosen=st.integers(0, 3))
    def everybody_could_leave(self, chosen: int) -> None:
        """I11 from the middle of a run."""
        if chosen == 0:
            self.sampled = True
            self.leave_halfway()

    def leave_halfway(self) -> None:
        """And nothing of it happened."""
        self.count_exits()
        could_leave(self)

    def count_exits(self) -> None:
        """The states that people leave from."""
        self.left_from.update(asked.state.name for asked in self.house.desk.asked.values())

    def teardown(self) -> None:
        """I11, unless a step failed, which is then the news."""
        if self.sound:
            quarrels.play(self, self.steps % 3, self.leave_halfway)
            sour_week.widen(self)
            self.count_exits()
            leave_all(self)


@pytest.fixture(scope="module")
def tally(site: Site) -> Tally:
    """All runs, once."""
    Disputes.site, Disputes.tally = site, Tally()
    Disputes.rows, Disputes.left_from = Counter(), Counter()
    Disputes.begun = site.stepper.snapshot()
    walk(Disputes, RUNS, STEPS)
    return Disputes.tally


def test_disputes__any_walk__equals_the_model_and_holds_every_invariant(tally: Tally) -> None:
    assert tally.accepted.total() >= 2_500
    assert Disputes.rows.total() >= 1_000, Disputes.rows


@pytest.mark.parametrize("row", [row.number for row in (*ROWS, *MARKET_ROWS)])
def test_disputes__each_row_of_the_state_table__is_walked_five_times(tally: Tally, row: str) -> None:
    assert Disputes.rows[row] >= 5, Disputes.rows


@pytest.mark.parametrize("kind", REFUSED)
def test_disputes__what_must_fail__is_refused_with_the_predicted_error(tally: Tally, kind: str) -> None:
    assert tally.refused[kind] >= 5, tally.refused


@pytest.mark.parametrize("state", sorted(OPEN))
def test_disputes__people__left_from_every_state(tally: Tally, state: str) -> None:
    """I11."""
    assert Disputes.left_from[state] > 0, Disputes.left_from
