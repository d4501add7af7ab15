"""Questions and their bonds. The steps are mutuel.domain's; the bonds follow R-BOND."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from mutuel.domain.products.listing import Source
from mutuel.domain.referee import Answer
from mutuel.domain.resolution import bonds, rulings
from mutuel.domain.resolution import question as steps
from mutuel.domain.resolution.decide import Flag, Reading, contradicts, read, reverses
from mutuel.domain.resolution.question import Path, Question
from mutuel.domain.resolution.rounds import Feed, Round, check_round
from mutuel.domain.resolution.table import QuestionState
from mutuel.domain.units import MicroUsdc
from tests.stateful.model.ledger import Ledger
from tests.stateful.model.refusals import Refused, by_the_rules

PHASE: Final = 1
FURTHEST_CHANGE: Final = 9
"""The latest change of the uptime feed and eight before it."""


Filing = Callable[..., Question]
"""`rulings.rule` or `rulings.fallback_rule`."""


@dataclass
class Side:
    """Who says what, with a bond behind it. No value means VOID."""

    account: str
    value: int | None
    bond: int
    limited: bool


@dataclass
class Asked:
    """One question with its sides, a pair for each round."""

    source: Source
    subject: bytes
    question: Question
    seq: int = 0
    known_at: int = 0
    """When the result became known, by the latest report."""
    proposers: dict[int, Side] = field(default_factory=dict)
    challengers: dict[int, Side] = field(default_factory=dict)

    @property
    def state(self) -> QuestionState:
        return self.question.state


@dataclass
class Desk:
    """Resolution's books, the feed it reads and the sequencer's state."""

    resolution: str
    ledger: Ledger
    feed: Feed
    changes: list[tuple[bool, int]]
    """What the uptime feed said: whether the sequencer was down, and since when."""
    asked: dict[bytes, Asked] = field(default_factory=dict)
    contests: dict[int, Question] = field(default_factory=dict)
    """The questions of contested markets, by market."""
    rounds: list[Round] = field(default_factory=list)

    def transmit(self, answer: int) -> None:
        self.rounds.append(Round(PHASE << 64 | len(self.rounds) + 1, answer, self.ledger.now))

    def accepts(self, round_id: int, at: int) -> int:
        """The price that this round proves for `at`; refused if it is not the one."""
        by_id = {one.id: one for one in self.rounds}
        latest = self.rounds[-1].id if self.rounds else PHASE << 64
        seen = by_id.get(round_id, Round(round_id, 0, 0))
        with by_the_rules():
            return check_round(self.feed, seen, by_id.get(round_id + 1), latest, at, self.ledger.now)

    def prove(self, id: bytes, round_id: int) -> None:
        asked = self.asked[id]
        if asked.source.timetable.path is Path.REPORT:
            raise Refused("BadSource")
        value = self.accepts(round_id, asked.question.observe_at)
        with by_the_rules():
            asked.question = steps.prove(asked.question, value, self.ledger.now)

    def prove_streamed(self, id: bytes, value: int) -> None:
        """By a signed report that holds at that second: every network of nodes may bring one of its own."""
        asked = self.asked[id]
        with by_the_rules():
            asked.question = steps.prove(asked.question, value, self.ledger.now)

    def propose(
        self,
        id: bytes,
        proposer: str,
        values: Sequence[int],
        signers: int,
        known_at: int,
        flags: Flag = Flag.NONE,
    ) -> None:
        """Rows 3, 4, 7 and 9."""
        asked = self.asked[id]
        before, now = asked.question, self.ledger.now
        with by_the_rules():
            placeholder = Reading(values[0], min(values), max(values))
            round = steps.propose(before, placeholder, now).round  # its time comes before its content
        if signers < asked.source.threshold + round:
            raise Refused("QuorumMissing")
        corrected = asked.proposers.get(round)
        nobody = Flag.NO_WINNER in flags
        with by_the_rules():
            reading = read(asked.source.quorum, dict(enumerate(values)), flags)
            turns = corrected is not None and reverses(
                asked.source.quorum, corrected.value or 0, corrected.value is None, reading.value, nobody
            )
            asked.question = steps.propose(before, reading, now, no_winner=nobody, reverses=turns)
        asked.seq, asked.known_at = asked.seq + 1, known_at
        if asked.state is QuestionState.PROPOSED:
            if corrected is not None:
                self._return(id, corrected, corrected.bond)
            bond = asked.source.bond
            limited = self._bond(id, proposer, bond)
            asked.proposers[round] = Side(proposer, None if nobody else reading.value, bond, limited)

    def challenge(self, id: bytes, challenger: str, claim: int | None) -> None:
        asked = self.asked[id]
        round = asked.question.round
        with by_the_rules():
            after = steps.challenge(asked.question, self.ledger.now, self.up_since)
        if claim == asked.proposers[round].value:
            raise Refused("SameClaim")
        if asked.source.quorum.is_match and claim not in (None, 0, 1):
            raise Refused("OutsideDomain")
        asked.question = after
        bond = asked.source.bond << round
        asked.challengers[round] = Side(challenger, claim, bond, self._bond(id, challenger, bond))

    def cross_check(self, id: bytes, values: Sequence[int], signers: int) -> None:
        """Row 2b."""
        asked, now = self.asked[id], self.ledger.now
        proved = asked.question.reading
        with by_the_rules():
            seen = Reading(values[0], min(values), max(values))
            steps.cross_check(asked.question, seen, now, self.up_since, contradicts=True)
        if signers < asked.source.threshold:
            raise Refused("QuorumMissing")
        assert proved is not None  # what was proved has a value
        with by_the_rules():
            seen = read(asked.source.quorum, dict(enumerate(values)))
            against = contradicts(asked.source.quorum, seen, Flag.NONE, proved.value)
            asked.question = steps.cross_check(asked.question, seen, now, self.up_since, contradicts=against)

    def open_contest(self, market: int, asked: Question) -> None:
        """Row 19: nobody bonds anything."""
        self.contests[market] = steps.contest(asked, self.ledger.now)

    def void_contest(self, market: int) -> None:
        with by_the_rules():
            self.contests[market] = steps.void_unruled(self.contest_of(market), self.ledger.now)

    def rule(self, id: bytes, value: int | None, file: Filing) -> None:
        """Rows 13 and 14; None for VOID."""
        asked = self.asked[id]
        is_match = asked.source.quorum.is_match
        with by_the_rules():
            asked.question = file(asked.question, value, self.ledger.now, is_match=is_match)

    def rule_contest(self, market: int, value: int | None, file: Filing, is_match: bool) -> None:
        with by_the_rules():
            asked = self.contest_of(market)
            self.contests[market] = file(asked, value, self.ledger.now, is_match=is_match)

    def veto(self, id: bytes) -> None:
        """Row 15: proves nobody wrong."""
        asked = self.asked[id]
        with by_the_rules():
            asked.question = rulings.veto(asked.question, self.ledger.now)
        self._return_all(id)

    def veto_contest(self, market: int) -> None:
        with by_the_rules():
            self.contests[market] = rulings.veto(self.contest_of(market), self.ledger.now)

    def finalise_contest(self, market: int) -> None:
        with by_the_rules():
            self.contests[market] = steps.finalise(self.contest_of(market), self.ledger.now, self.up_since)

    def contest_of(self, market: int) -> Question:
        if market not in self.contests:
            raise Refused("BadState")
        return self.contests[market]

    def void_unruled(self, id: bytes) -> None:
        """Row 17 by the question's id."""
        asked = self.asked[id]
        with by_the_rules():
            asked.question = steps.void_unruled(asked.question, self.ledger.now)
        self._return_all(id)

    def escalate(self, id: bytes) -> None:
        asked = self.asked[id]
        with by_the_rules():
            asked.question = steps.escalate(asked.question, self.ledger.now)

    def finalise(self, id: bytes) -> None:
        asked = self.asked[id]
        with by_the_rules():
            asked.question = steps.finalise(asked.question, self.ledger.now, self.up_since)
        final = asked.question.reading
        assert final is not None  # what was proposed or ruled has a value
        self._judge(id, final.value if asked.state is QuestionState.FINAL else None)

    def void_expired(self, id: bytes) -> None:
        """A time-out proves nobody wrong: every bond returns."""
        asked = self.asked[id]
        with by_the_rules():
            asked.question = steps.void_expired(asked.question, self.ledger.now, self.up_since)
        self._return_all(id)

    def answer(self, id: bytes) -> Answer:
        """What engines read of a question."""
        asked = self.asked[id]
        known_at = asked.known_at or asked.question.observe_at  # of a proof, and of what nobody reported
        return _answer(asked.question, known_at)

    def answer_contest(self, market: int) -> Answer:
        return _answer(self.contest_of(market), 0)

    def ask(self, id: bytes, source: Source, observe_at: int, subject: bytes) -> None:
        """Questions are never created on chain; the model lists those it has heard of."""
        self.asked.setdefault(id, Asked(source, subject, Question(source.timetable, observe_at)))

    @property
    def is_down(self) -> bool:
        return self.changes[-1][0]

    @property
    def up_since(self) -> int | None:
        down, since = self.changes[-1]
        return None if down else since

    def set_sequencer(self, down: bool) -> None:
        self.changes.append((down, self.ledger.now))

    def was_down_in(self, span: tuple[int, int] | None) -> bool:
        """R-SEQ (b): eight changes back at most; what lies further back is unknown and counts as an outage."""
        if span is None:
            return False
        for down, since in reversed(self.changes[-FURTHEST_CHANGE:]):
            if since <= span[1]:
                return down or since >= span[0]
        return True

    # ------------------------------------------------------------------ bonds

    def _bond(self, id: bytes, account: str, amount: int) -> bool:
        return self.ledger.lock_from_credit(self.resolution, int.from_bytes(id, "big"), account, amount)

    def _return_all(self, id: bytes) -> None:
        asked = self.asked[id]
        for side in (*asked.proposers.values(), *asked.challengers.values()):
            self._return(id, side, side.bond)

    def _return(self, id: bytes, side: Side, amount: int) -> None:
        fence = int.from_bytes(id, "big")
        self.ledger.release(
            self.resolution, fence, side.account, amount, to_credit=True, limited=side.limited
        )

    def _judge(self, id: bytes, decision: int | None) -> None:
        """By the domain's rule, each round apart. No decision is VOID."""
        asked, fence = self.asked[id], int.from_bytes(id, "big")
        rounds = sorted(asked.proposers)
        sides = [(asked.proposers[one], asked.challengers.get(one)) for one in rounds]
        claims = [(_claim(first), None if other is None else _claim(other)) for first, other in sides]
        for (first, other), paid in zip(sides, bonds.settle(claims, decision), strict=True):
            for side, amount in ((first, paid.proposer), (other, paid.challenger)):
                if side is not None and amount:
                    self._return(id, side, amount)
            if paid.insurance:
                self.ledger.take_fee(self.resolution, fence, 0, paid.insurance)


def _claim(side: Side) -> bonds.Claim:
    return bonds.Claim(side.value, MicroUsdc(side.bond))


def _answer(question: Question, known_at: int) -> Answer:
    reading, ruled = question.reading, question.ruling is not None
    if reading is None:
        return Answer(question.state)
    return Answer(question.state, reading.value, reading.low, reading.high, known_at, ruled)
