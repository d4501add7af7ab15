"""Time, the feed, reports, challenges and time-outs: how questions and then markets end."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from mutuel.domain.resolution.decide import ANSWER_TIME
from mutuel.domain.resolution.question import EXPIRY, REPROPOSAL_TIME, Path, first_report_at
from mutuel.domain.resolution.table import QuestionState
from tests.stateful import strategies
from tests.stateful.acts import LATE, HouseActs
from tests.stateful.base import Gate, at_most

HOUR = 3_600
OPEN_STATES = (QuestionState.NONE, QuestionState.PROPOSED, QuestionState.CHALLENGED, QuestionState.DISPUTED)


def asked(*states: QuestionState) -> Gate:
    return precondition(lambda self: bool(strategies.questions(self.house, strategies.in_state(*states))))


class AnswerRules(HouseActs):
    @at_most(10, "time")
    @rule(span=st.sampled_from((2, 59, 60, 600, HOUR, 5 * HOUR)))
    def time_passes(self, span: int) -> None:
        self.wait_until(self.house.now + span)

    @precondition(lambda self: bool(strategies.moments(self.house)))
    @rule(which=st.sampled_from((0, 0, 0, 1, 2)), off=st.sampled_from((-1, 0, 0, 1)))
    def next_moment(self, which: int, off: int) -> None:
        """To a second at which something begins or ends, or the one beside it."""
        ahead = strategies.moments(self.house)
        self.wait_until(ahead[min(which, len(ahead) - 1)] + off)

    @precondition(lambda self: bool(strategies.unanswered(self.house)))
    @rule(data=st.data(), late=st.sampled_from((0, 0, 0, 1, HOUR)))
    def honest_answer(self, data: st.DataObject, late: int) -> None:
        """The feed speaks, the time of an observation passes, and somebody proves or reports it."""
        id = data.draw(st.sampled_from(strategies.unanswered(self.house)))
        question = self.house.desk.asked[id].question
        if self.house.now < question.observe_at:
            self.transmit_price(data)
        by_report = question.timetable.path is Path.REPORT or (
            question.timetable.path is Path.PROOF_OR_REPORT and data.draw(st.booleans())
        )
        begins = first_report_at(question) if by_report else question.observe_at + 61
        self.wait_until(begins + late)
        if by_report:
            self.report(data, id)
        else:
            self.prove_by(id, self.right_round(id))

    @precondition(lambda self: bool(strategies.challengeable(self.house)))
    @rule(data=st.data(), answered=st.sampled_from((1, 1, 0)))
    def quarrel(self, data: st.DataObject, answered: int) -> None:
        """A challenge, and most often one more report."""
        id = data.draw(st.sampled_from(strategies.challengeable(self.house)))
        self.doubt(data, id)
        if answered and self.house.desk.asked[id].state is QuestionState.CHALLENGED:
            self.report(data, id)

    @at_most(6, "transmit")
    @rule(data=st.data())
    def transmit_price(self, data: st.DataObject) -> None:
        self.transmit(data.draw(strategies.prices()))

    @precondition(lambda self: bool(strategies.provable(self.house)))
    @rule(data=st.data(), blindly=st.sampled_from((False, False, True)))
    def prove(self, data: st.DataObject, blindly: bool) -> None:
        """By the one round that counts, or by any."""
        id = data.draw(st.sampled_from(strategies.provable(self.house)))
        rounds = [one.id for one in self.house.desk.rounds] or [1 << 64 | 1]
        round_id = data.draw(st.sampled_from(rounds)) if blindly else self.right_round(id)
        self.prove_by(id, round_id)

    @precondition(lambda self: bool(strategies.reportable(self.house)))
    @rule(data=st.data(), missing=st.sampled_from((0, 0, 0, 0, 1)))
    def propose(self, data: st.DataObject, missing: int) -> None:
        """Signed by as many as needed, or by one less."""
        self.report(data, data.draw(st.sampled_from(strategies.reportable(self.house))), missing)

    @at_most(6, "challenge")
    @asked(QuestionState.PROPOSED)
    @rule(data=st.data())
    def challenge(self, data: st.DataObject) -> None:
        """With another value, with VOID, or in vain: a proof cannot be challenged, nor a value by itself."""
        proposed = strategies.questions(self.house, strategies.in_state(QuestionState.PROPOSED))
        self.doubt(data, data.draw(st.sampled_from(proposed)))

    @at_most(2, "escalate")
    @asked(QuestionState.NONE, QuestionState.CHALLENGED)
    @rule(data=st.data())
    def escalate(self, data: st.DataObject) -> None:
        waiting = strategies.in_state(QuestionState.NONE, QuestionState.CHALLENGED)
        self.escalate_one(data.draw(st.sampled_from(strategies.questions(self.house, waiting))))

    @at_most(3, "escalate")
    @precondition(lambda self: bool(strategies.silent(self.house)))
    @rule(data=st.data())
    def nobody_reports(self, data: st.DataObject) -> None:
        """24 h after the observation, or 12 h after a challenge, it goes to arbitration."""
        id = data.draw(st.sampled_from(strategies.silent(self.house)))
        found = self.house.desk.asked[id]
        if found.state is QuestionState.NONE:
            self.wait_until(found.question.observe_at + ANSWER_TIME + 1)
        else:
            self.wait_until(found.question.challenged_at + REPROPOSAL_TIME + 1)
        self.escalate_one(id)

    @asked(QuestionState.PROPOSED)
    @rule(data=st.data(), wait=st.booleans())
    def finalise(self, data: st.DataObject, wait: bool) -> None:
        proposed = strategies.questions(self.house, strategies.in_state(QuestionState.PROPOSED))
        id = data.draw(st.sampled_from(proposed))
        if wait:
            self.wait_until(self.house.desk.asked[id].question.window_ends)
        self.finalise_one(id)

    @at_most(5, "voidExpiredQuestion")
    @asked(*OPEN_STATES)
    @rule(data=st.data())
    def void_expired_question(self, data: st.DataObject) -> None:
        waiting = strategies.questions(self.house, strategies.in_state(*OPEN_STATES))
        due = [id for id in waiting if self._is_due(id)]
        self.expire_question(data.draw(st.sampled_from(due or waiting)))

    @precondition(lambda self: bool(strategies.settleable(self.house)))
    @rule(data=st.data())
    def settle(self, data: st.DataObject) -> None:
        self.settle_market(data.draw(st.sampled_from(strategies.settleable(self.house))))

    @at_most(3, "settle")
    @precondition(lambda self: bool(strategies.undecided(self.house)))
    @rule(data=st.data())
    def settle_too_early(self, data: st.DataObject) -> None:
        """Most often the question has no answer yet."""
        self.settle_market(data.draw(st.sampled_from(strategies.undecided(self.house))))

    @precondition(lambda self: bool(self._expired()))
    @rule(data=st.data())
    def void_expired_market(self, data: st.DataObject) -> None:
        self.expire_market(data.draw(st.sampled_from(self._expired())))

    @at_most(1, "voidExpiredMarket")
    @precondition(lambda self: bool(strategies.undecided(self.house)) and self.steps > 2 * LATE)
    @rule(data=st.data(), early=st.booleans())
    def everything_expires(self, data: st.DataObject, early: bool) -> None:
        """Seven days after an observation that nobody reported."""
        market = data.draw(st.sampled_from(strategies.undecided(self.house)))
        self.wait_until(self.house.floor.books[market].market.expires_at - early)
        self.expire_market(market)

    # ------------------------------------------------------------------ internal

    def report(self, data: st.DataObject, id: bytes, missing: int = 0) -> None:
        proposer = data.draw(st.sampled_from(self.bonded(self.house.desk.asked[id].source.bond)))
        values = data.draw(strategies.reports(self.house.desk.asked[id]))
        ago = data.draw(st.sampled_from((0, 0, 0, 720, 760, 790)))
        self.propose_values(id, proposer, values, missing=missing, ago=ago)

    def doubt(self, data: st.DataObject, id: bytes) -> None:
        bond = self.house.desk.asked[id].source.bond
        claim = data.draw(strategies.claims(self.house.desk.asked[id]))
        self.challenge_with(id, data.draw(st.sampled_from(self.bonded(2 * bond))), claim)

    def _is_due(self, id: bytes) -> bool:
        found = self.house.desk.asked[id]
        if found.state is QuestionState.DISPUTED:
            return self.house.now > found.question.disputed_at + 48 * HOUR
        ends = EXPIRY if found.state is not QuestionState.NONE else 24 * HOUR + 1
        return self.house.now >= found.question.observe_at + ends

    def _expired(self) -> list[int]:
        books = self.house.floor.books
        return [m for m in strategies.undecided(self.house) if self.house.now >= books[m].market.expires_at]
