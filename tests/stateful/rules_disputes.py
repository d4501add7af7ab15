"""Markets that sources disagree on, proofs that reports contradict, and betting that reports end."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from mutuel.domain.resolution.question import RULING_TIME
from mutuel.domain.resolution.table import QuestionState
from tests.stateful import strategies
from tests.stateful.acts import LATE, HouseActs
from tests.stateful.base import at_most
from tests.stateful.model.reports import Action, MarketReport

FAULTS = ("", "", "", "QuorumMissing", "UnknownSigner")
AGES = (0, 0, 1, 600, 601, -1)
"""Seconds since a report was made; it is good for 600, and not before it was made."""


class DisputeRules(HouseActs):
    @precondition(lambda self: bool(strategies.contestable(self.house)))
    @rule(data=st.data())
    def contest(self, data: st.DataObject) -> None:
        self.contest_market(data.draw(st.sampled_from(strategies.contestable(self.house))))

    @at_most(2, "contest")
    @precondition(lambda self: bool(strategies.undecided(self.house)))
    @rule(data=st.data())
    def contest_in_vain(self, data: st.DataObject) -> None:
        """Most often nothing speaks for it."""
        self.contest_market(data.draw(st.sampled_from(strategies.undecided(self.house))))

    @at_most(3, "voidUnruled")
    @precondition(lambda self: self.steps > LATE and bool(self.house.desk.contests))
    @rule(data=st.data(), early=st.sampled_from((False, False, True)))
    def nobody_rules_on_a_contest(self, data: st.DataObject, early: bool) -> None:
        market = data.draw(st.sampled_from(sorted(self.house.desk.contests)))
        question = self.house.desk.contests[market]
        self.wait_until(question.disputed_at + RULING_TIME + 1 - early)
        self.give_up_contest(market)

    @at_most(3, "voidUnruled")
    @precondition(lambda self: bool(self._disputed()))
    @rule(data=st.data())
    def nobody_rules_on_a_dispute(self, data: st.DataObject) -> None:
        """48 h are over now and then."""
        self.give_up_dispute(data.draw(st.sampled_from(self._disputed())))

    @precondition(lambda self: bool(strategies.cross_checkable(self.house)))
    @rule(data=st.data(), missing=st.sampled_from((0, 0, 0, 1)))
    def cross_check_a_proof(self, data: st.DataObject, missing: int) -> None:
        """By what others saw; within half a percent it changes nothing."""
        id = data.draw(st.sampled_from(strategies.cross_checkable(self.house)))
        self.cross_check(id, data.draw(strategies.reports(self.house.desk.asked[id])), missing)

    @at_most(4, "haltClose", "cancelWindow")
    @precondition(lambda self: bool(strategies.undecided(self.house)))
    @rule(
        data=st.data(),
        called=st.sampled_from(Action),
        fault=st.sampled_from(FAULTS),
        age=st.sampled_from(AGES),
        confused=st.sampled_from((False, False, False, True)),
    )
    def stop_betting(self, data: st.DataObject, called: Action, fault: str, age: int, confused: bool) -> None:
        """Signed by reporters or not, fresh or not, for this purpose or the other."""
        market = data.draw(st.sampled_from(strategies.undecided(self.house)))
        action = Action(3 - called) if confused else called
        self.report_market(MarketReport(market, action, self.house.now - age, called, fault))

    # ------------------------------------------------------------------ internal

    def _disputed(self) -> list[bytes]:
        return strategies.questions(self.house, strategies.in_state(QuestionState.DISPUTED))
