"""Questions and their bonds. The steps are mutuel.domain's; the bonds follow R-BOND."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from mutuel.domain.products.listing import Source
from mutuel.domain.referee import Answer
from mutuel.domain.resolution import question as steps
from mutuel.domain.resolution.decide import Reading, read
from mutuel.domain.resolution.question import Path, Question
from mutuel.domain.resolution.rounds import Feed, Round, check_round
from mutuel.domain.resolution.table import QuestionState
from tests.stateful.model.ledger import Ledger
from tests.stateful.model.refusals import Refused, by_the_rules

PHASE: Final = 1
FAR: Final = 2**256


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
    changed_at: int
    """When the uptime feed last changed."""
    asked: dict[bytes, Asked] = field(default_factory=dict)
    rounds: list[Round] = field(default_factory=list)
    is_down: bool = False

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

    def propose(self, id: bytes, proposer: str, values: Sequence[int], signers: int) -> None:
        asked = self.asked[id]
        again = asked.state is QuestionState.CHALLENGED
        with by_the_rules():
            placeholder = Reading(values[0], min(values), max(values))
            steps.propose(asked.question, placeholder, self.ledger.now)  # its time comes before its content
        if signers < asked.source.threshold + again:
            raise Refused("QuorumMissing")
        with by_the_rules():
            reading = read(asked.source.quorum, dict(enumerate(values)))
            asked.question = steps.propose(asked.question, reading, self.ledger.now)
        asked.seq += 1
        if reading.dispute is None:
            bond = asked.source.bond
            limited = self._bond(id, proposer, bond)
            asked.proposers[int(again)] = Side(proposer, reading.value, bond, limited)

    def challenge(self, id: bytes, challenger: str, claim: int | None) -> None:
        asked = self.asked[id]
        round = asked.question.round
        with by_the_rules():
            after = steps.challenge(asked.question, self.ledger.now, self.up_since)
        if claim == asked.proposers[round].value:
            raise Refused("SameClaim")
        asked.question = after
        bond = asked.source.bond << round
        asked.challengers[round] = Side(challenger, claim, bond, self._bond(id, challenger, bond))

    def escalate(self, id: bytes) -> None:
        asked = self.asked[id]
        with by_the_rules():
            asked.question = steps.escalate(asked.question, self.ledger.now)

    def finalise(self, id: bytes) -> None:
        asked = self.asked[id]
        with by_the_rules():
            asked.question = steps.finalise(asked.question, self.ledger.now, self.up_since)
        final = asked.question.reading
        if final is not None and not asked.question.proved:
            for round, proposer in asked.proposers.items():
                self._judge(id, proposer, asked.challengers.get(round), final.value)

    def void_expired(self, id: bytes) -> None:
        """A time-out proves nobody wrong: every bond returns."""
        asked = self.asked[id]
        with by_the_rules():
            asked.question = steps.void_expired(asked.question, self.ledger.now, self.up_since)
        for side in (*asked.proposers.values(), *asked.challengers.values()):
            self._return(id, side, side.bond)

    def answer(self, id: bytes) -> Answer:
        """What engines read of a question."""
        asked = self.asked[id]
        reading = asked.question.reading
        if reading is None:
            return Answer(asked.state)
        return Answer(asked.state, reading.value, reading.low, reading.high, asked.question.observe_at)

    def ask(self, id: bytes, source: Source, observe_at: int, subject: bytes) -> None:
        """Questions are never created on chain; the model lists those it has heard of."""
        self.asked.setdefault(id, Asked(source, subject, Question(source.timetable, observe_at)))

    @property
    def up_since(self) -> int | None:
        return None if self.is_down else self.changed_at

    def set_sequencer(self, down: bool) -> None:
        self.is_down, self.changed_at = down, self.ledger.now

    # ------------------------------------------------------------------ bonds

    def _bond(self, id: bytes, account: str, amount: int) -> bool:
        return self.ledger.lock_from_credit(self.resolution, int.from_bytes(id, "big"), account, amount)

    def _return(self, id: bytes, side: Side, amount: int) -> None:
        fence = int.from_bytes(id, "big")
        self.ledger.release(
            self.resolution, fence, side.account, amount, to_credit=True, limited=side.limited
        )

    def _judge(self, id: bytes, proposer: Side, challenger: Side | None, final: int) -> None:
        """Who is farther from the final value loses, the challenger if equal: half to the other, half to Insurance."""
        if challenger is None:
            self._return(id, proposer, proposer.bond)
            return
        right, wrong = proposer, challenger
        if _distance(challenger, final) < _distance(proposer, final):
            right, wrong = challenger, proposer
        self._return(id, right, right.bond + wrong.bond // 2)
        self.ledger.take_fee(self.resolution, int.from_bytes(id, "big"), 0, wrong.bond - wrong.bond // 2)


def _distance(side: Side, final: int) -> int:
    return FAR if side.value is None else abs(side.value - final)
