"""Questions from silence to ruling: every act of the state table, by the right people or others, in time or just not.

Whatever is not drawn does not happen: reporters, challengers, the DAO, the multisig and the keepers are all silent
now and then.
"""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from mutuel.domain.market import Kind
from mutuel.domain.resolution.decide import ANSWER_TIME, Flag
from mutuel.domain.resolution.question import (
    REPROPOSAL_TIME,
    RULING_TIME,
    Path,
    Question,
    first_report_at,
)
from mutuel.domain.resolution.rulings import DAO_TIME
from mutuel.domain.resolution.table import QuestionState
from mutuel.domain.units import ONE_USDC
from tests.stateful import strategies
from tests.stateful.acts import HouseActs
from tests.stateful.acts_disputes import Target
from tests.stateful.base import Gate, at_most
from tests.stateful.model.answers import Asked
from tests.stateful.model.pools import Bet
from tests.stateful.site import BETTORS, OUTSIDER, TIMELOCK_DELAY

S = QuestionState
HOUR = 3_600
LENGTH, APART = 3 * HOUR, 30 * HOUR
"""Of the first market; and between the ends of two, so that the silence about one leaves time for the next."""
TEMPLATES = ("THIN", "THIN", "UPDOWN", "WINDOW", "WINDOW", "FLAT")
"""By reports, by both, by results of matches, by proof alone."""
ALIVE = 60
"""Steps, those of the beginning among them, before everybody may fall asleep for good."""
LIKELY = strategies.EDGES[0] + 10**8
STRADDLES = (strategies.EDGES[1], strategies.EDGES[1], strategies.EDGES[1] - 1)
FIRST, SECOND, THIRD, FOURTH = BETTORS[:4]


def has(*states: QuestionState, where: Callable[[Asked], bool] = lambda _: True) -> Gate:
    """Some question is in one of these states."""
    return precondition(
        lambda self: any(a.state in states and where(a) for a in self.house.desk.asked.values())
    )


def _reported(asked: Asked) -> bool:
    return not asked.question.proved


class RulingRules(HouseActs):
    @initialize()
    def begin(self) -> None:
        """Markets of every path with two sides each, at the end of the first one's betting."""
        self.look("begin", OUTSIDER, [])
        for person in (FIRST, SECOND, THIRD, FOURTH):
            self.deposit_for(person, person, 2_000 * ONE_USDC)
        for place, name in enumerate(TEMPLATES):
            self.create(strategies.market(self.site, name, self.period(), 0, LENGTH + place * APART))
        for market in list(self.house.floor.books):
            self.bet_credit(FIRST, Bet(market, 1, 31_000_007))
            self.bet_credit(SECOND, Bet(market, 0, 20_000_003))
        self.schedule_rogue()
        self.wait_until(min(book.market.observe_at for book in self.house.floor.books.values()) - 10)

    # ------------------------------------------------------------------ answers

    @precondition(lambda self: bool(strategies.unanswered(self.house)))
    @rule(data=st.data(), lie=st.sampled_from((0, 0, 0, 1, 2)))
    def answer(self, data: st.DataObject, lie: int) -> None:
        """The next question, by proof, or by a report that agrees, disagrees or names nobody."""
        waiting = strategies.unanswered(self.house)
        id = min(waiting, key=lambda one: self.house.desk.asked[one].question.observe_at)
        asked = self.house.desk.asked[id]
        path, observe_at = asked.question.timetable.path, asked.question.observe_at
        if path is Path.PROOF or (path is Path.PROOF_OR_REPORT and lie != 1):
            if self.house.now < observe_at - 10:
                self.wait_until(observe_at - 10)
                self.transmit(LIKELY)
            self.wait_until(observe_at + 61)
            self.prove_by(id, self.right_round(id))
        else:
            self.wait_until(first_report_at(asked.question))
            self._report(data, id, lie)

    @has(S.PROPOSED, where=_reported)
    @rule(data=st.data(), lie=st.sampled_from((0, 0, 0, 1, 2)), last=st.booleans(), short=st.integers(0, 9))
    def correct(self, data: st.DataObject, lie: int, last: bool, short: int) -> None:
        """Row 7, in the first seconds of the window or in its last; now and then signed by too few."""
        id = self._one(data, S.PROPOSED, _reported)
        if last:
            self.wait_until(self.house.desk.asked[id].question.window_ends - 1)
        self._report(data, id, lie, missing=int(short == 0))

    @has(S.CHALLENGED)
    @rule(data=st.data(), lie=st.sampled_from((0, 0, 1)))
    def answer_a_challenge(self, data: st.DataObject, lie: int) -> None:
        self._report(data, self._one(data, S.CHALLENGED), lie)

    @has(S.PROPOSED)
    @rule(data=st.data(), last=st.booleans())
    def challenge(self, data: st.DataObject, last: bool) -> None:
        """Or in vain: a proof cannot be challenged, nor a value by itself."""
        id = self._one(data, S.PROPOSED)
        asked = self.house.desk.asked[id]
        if last:
            self.wait_until(asked.question.window_ends - 1)
        claim = data.draw(strategies.claims(asked))
        self.challenge_with(id, data.draw(st.sampled_from((THIRD, FOURTH))), claim)

    @has(S.PROPOSED, where=lambda a: a.question.proved)
    @rule(data=st.data())
    def cross_check_a_proof(self, data: st.DataObject) -> None:
        id = self._one(data, S.PROPOSED, lambda a: a.question.proved)
        self.cross_check(id, data.draw(strategies.reports(self.house.desk.asked[id])))

    # ------------------------------------------------------------------ silence

    @at_most(4, "escalate")
    @has(S.NONE, S.CHALLENGED)
    @rule(data=st.data(), early=st.sampled_from((0, 0, 1)))
    def nobody_reports(self, data: st.DataObject, early: int) -> None:
        """Rows 5, 6 and 10."""
        challenged = [id for id, one in self.house.desk.asked.items() if one.state is S.CHALLENGED]
        id = challenged[0] if challenged else self._one(data, S.NONE)
        question = self.house.desk.asked[id].question
        if question.state is S.CHALLENGED:
            self.wait_until(question.challenged_at + REPROPOSAL_TIME + 1 - early)
        else:
            self.wait_until(question.observe_at + ANSWER_TIME + 1 - early)
        if question.state is S.NONE and question.timetable.path is not Path.REPORT:
            self.expire_question(id)
        else:
            self.escalate_one(id)

    @at_most(2, "voidUnruled")
    @has(S.DISPUTED)
    @rule(data=st.data(), early=st.sampled_from((0, 0, 1)))
    def nobody_rules(self, data: st.DataObject, early: int) -> None:
        """Row 17."""
        id = self._one(data, S.DISPUTED)
        self.wait_until(self.house.desk.asked[id].question.disputed_at + RULING_TIME + 1 - early)
        self.give_up_dispute(id)

    @at_most(1, "voidExpiredQuestion")
    @precondition(lambda self: self.steps > ALIVE)
    @has(S.NONE, S.CHALLENGED, S.DISPUTED, S.PROPOSED)
    @rule(data=st.data())
    def everybody_sleeps_for_a_week(self, data: st.DataObject) -> None:
        """Rows 18 and 21."""
        id = self._one(data, S.NONE, S.CHALLENGED, S.DISPUTED, S.PROPOSED)
        if data.draw(st.booleans()) and not self.house.desk.is_down:
            self.set_sequencer(down=True)
        self.wait_until(self.house.desk.asked[id].question.observe_at + 168 * HOUR)
        self.expire_question(id)
        for market in strategies.undecided(self.house)[:1]:
            self.expire_market(market)

    # ------------------------------------------------------------------ rulings

    @precondition(lambda self: bool(self._targets(S.DISPUTED)))
    @rule(data=st.data(), late=st.sampled_from((None, None, None, None, 0, 1)))
    def the_dao_rules(self, data: st.DataObject, late: int | None) -> None:
        """Row 13: at once, at the last second or one later."""
        target = self._target(data, S.DISPUTED)
        if late is not None:
            self.wait_until(self._question(target).disputed_at + DAO_TIME + late)
        self.rule_on(target, self._verdict(data, target))

    @at_most(4, "fallbackRule")
    @precondition(lambda self: bool(self._targets(S.DISPUTED)))
    @rule(data=st.data(), moment=st.sampled_from((DAO_TIME, DAO_TIME + 1, RULING_TIME, RULING_TIME + 1)))
    def the_multisig_rules(self, data: st.DataObject, moment: int) -> None:
        """Row 14: on both sides of both ends of its four hours."""
        target = self._target(data, S.DISPUTED)
        self.wait_until(self._question(target).disputed_at + moment)
        self.rule_on(target, self._verdict(data, target), by_dao=False)

    @precondition(lambda self: bool(self._targets(S.RULED)))
    @rule(data=st.data(), before=st.sampled_from((None, 1, 0)))
    def the_multisig_vetoes(self, data: st.DataObject, before: int | None) -> None:
        """Row 15: at once, in the last second, or when it is effective."""
        target = self._target(data, S.RULED)
        ruling = self._question(target).ruling
        if before is not None and ruling is not None:
            self.wait_until(ruling.effective_at - before)
        self.veto_on(target)

    @precondition(lambda self: bool(self._targets(S.RULED)))
    @rule(data=st.data(), early=st.sampled_from((0, 0, 0, 1)))
    def a_ruling_takes_effect(self, data: st.DataObject, early: int) -> None:
        """Row 16."""
        target = self._target(data, S.RULED)
        ruling = self._question(target).ruling
        assert ruling is not None  # a RULED question has one
        self.wait_until(ruling.effective_at - early)
        if isinstance(target, int):
            self.finalise_contest(target)
        else:
            self.finalise_one(target)

    @at_most(4, "usurp", "ruleBarely")
    @precondition(lambda self: bool(self._targets(S.DISPUTED, S.RULED)))
    @rule(data=st.data(), name=st.sampled_from(("rule", "fallbackRule", "veto", "bare")))
    def somebody_else_rules(self, data: st.DataObject, name: str) -> None:
        """Neither the one ruler for the other, nor anybody, nor without evidence."""
        target = self._target(data, S.DISPUTED, S.RULED)
        if name == "bare":
            self.rule_barely(target)
            return
        other = self.site.safe if name == "rule" else self.site.governor
        self.rule_as_stranger(name, target, data.draw(st.sampled_from((other, FIRST, OUTSIDER))))

    # ------------------------------------------------------------------ ends

    @has(S.PROPOSED)
    @rule(data=st.data(), early=st.sampled_from((0, 0, 0, 1)))
    def finalise(self, data: st.DataObject, early: int) -> None:
        id = self._one(data, S.PROPOSED)
        self.wait_until(self.house.desk.asked[id].question.window_ends - early)
        self.finalise_one(id)

    @precondition(lambda self: bool(strategies.contestable(self.house)))
    @rule(data=st.data())
    def contest(self, data: st.DataObject) -> None:
        self.contest_market(data.draw(st.sampled_from(strategies.contestable(self.house))))

    @precondition(lambda self: bool(strategies.settleable(self.house)))
    @rule(data=st.data())
    def settle(self, data: st.DataObject) -> None:
        market = data.draw(st.sampled_from(strategies.settleable(self.house)))
        self.settle_market(market)
        self.push_to(market, [FIRST, SECOND])

    # ------------------------------------------------------------------ trouble

    @rule(hours=st.integers(1, 5))
    def nobody_does_anything(self, hours: int) -> None:
        self.wait_until(self.house.now + hours * HOUR)

    @at_most(2, "sequencerDown")
    @rule()
    def the_sequencer_stops_or_returns(self) -> None:
        self.set_sequencer(down=not self.house.desk.is_down)

    @at_most(1, "pause")
    @rule()
    def the_engine_is_paused(self) -> None:
        """Which nothing here reads."""
        self.pause_engine(self.site.engine)

    @at_most(1, "register")
    @rule(early=st.booleans())
    def governance_acts(self, early: bool) -> None:
        """I22: what the timelock was asked for is done after 24 hours, and not before."""
        if early and self.house.now < self.scheduled_at + TIMELOCK_DELAY - 1:
            call = self.site.timelocked("execute", self.registration())
            self.refuse("register", OUTSIDER, call, "TimelockUnexpectedOperationState")
        else:
            self.register_rogue()

    # ------------------------------------------------------------------ internal

    def _report(self, data: st.DataObject, id: bytes, lie: int, missing: int = 0) -> None:
        """No lie: near what is likely, or astride an edge. 1: anything. 2: nobody won, or far away."""
        asked = self.house.desk.asked[id]
        proposer = data.draw(st.sampled_from((THIRD, FOURTH)))
        is_match, flags = asked.source.quorum.is_match, Flag.NONE
        if lie == 1:
            values = data.draw(strategies.reports(asked))
        elif is_match:
            flags = Flag.NO_WINNER if lie else Flag.NONE
            values = (0,) * 3 if lie else (1,) * 3
        elif lie:
            values = (LIKELY * 2,) * 3
        else:
            values = data.draw(st.sampled_from(((LIKELY,) * 3, (LIKELY + 5, LIKELY, LIKELY + 9), STRADDLES)))
        self.propose_values(id, proposer, values, missing=missing, ago=7_200, flags=flags)

    def _verdict(self, data: st.DataObject, target: Target) -> int | None:
        """Mostly one that is allowed; None is VOID."""
        if isinstance(target, int):
            names_price = self.house.floor.books[target].market.template.kind is Kind.RANGE
        else:
            names_price = not self.house.desk.asked[target].source.quorum.is_match
        allowed = (LIKELY, strategies.EDGES[1]) if names_price else (0, 1)
        return data.draw(st.sampled_from((*allowed, *allowed, None, 0 if names_price else 2)))

    def _one(self, data: st.DataObject, *wanted: QuestionState | Callable[[Asked], bool]) -> bytes:
        states = [one for one in wanted if isinstance(one, QuestionState)]
        also = [one for one in wanted if not isinstance(one, QuestionState)]
        found = [
            id
            for id, asked in self.house.desk.asked.items()
            if asked.state in states and all(holds(asked) for holds in also)
        ]
        return data.draw(st.sampled_from(found))

    def _targets(self, *states: QuestionState) -> list[Target]:
        asked = [id for id, one in self.house.desk.asked.items() if one.state in states]
        return [*asked, *(m for m, one in self.house.desk.contests.items() if one.state in states)]

    def _target(self, data: st.DataObject, *states: QuestionState) -> Target:
        return data.draw(st.sampled_from(self._targets(*states)))

    def _question(self, target: Target) -> Question:
        desk = self.house.desk
        return desk.contests[target] if isinstance(target, int) else desk.asked[target].question
