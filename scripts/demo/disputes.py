"""Four ways in which a dispute ends, as scenes: who does what when. The keeper does the rest by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from mutuel.domain.resolution.question import RULING_TIME
from mutuel.domain.resolution.rulings import DAO_TIME
from mutuel.domain.units import BPS, HOUR
from scripts.demo.government import Government
from scripts.governance.chamber import Chamber, raw
from scripts.governance.rulings import RESOLUTION, Ruling

WHY: Final = "The exchange's own close stands; one redistributor was 0.6% off."


class Ending(StrEnum):
    RULED = "the DAO rules"
    STOOD_IN = "the DAO is silent, the multisig rules"
    SILENT = "everybody is silent"
    VETOED = "the multisig vetoes the DAO's ruling"


class Act(NamedTuple):
    """What somebody does, and when: UTC seconds."""

    at: int
    what: str


@dataclass(frozen=True)
class Dispute:
    """A question in dispute, since `began` (UTC seconds), and the ruling that its evidence calls for.

    `spread_bps`: how far its sources are apart, of the least, cut.
    """

    question: bytes
    began: int
    spread_bps: int
    ruling: Ruling


def found(chamber: Chamber, question: bytes) -> Dispute:
    """A question that is in dispute over a report: the ruling is the exchange's own value and the report's evidence."""
    resolution = chamber.contract(RESOLUTION)
    reported = chamber.newest(RESOLUTION, ["Proposed"], lambda _: True, question)[-1].args
    root = raw(reported["evidenceRoot"])
    ruling = Ruling(int(reported["value"]), root, f"evidence/{root.hex()}")
    low, high = int(reported["min"]), int(reported["max"])
    began = int(resolution.read("clockOf", question)["disputedAt"])
    return Dispute(question, began, (high - low) * BPS // low, ruling)


def play(ending: Ending, government: Government, dispute: Dispute) -> Iterator[Act]:
    """Yields the next act before it happens; it happens when the next one is asked for."""
    match ending:
        case Ending.RULED:
            yield from _ruled(government, dispute)
            yield Act(_effective_at(government, dispute), "the ruling has been under notice for 24 hours")
        case Ending.VETOED:
            yield from _ruled(government, dispute)
            yield Act(_effective_at(government, dispute) - HOUR, "the multisig vetoes the ruling")
            government.veto(dispute.question)
        case Ending.STOOD_IN:
            yield Act(dispute.began + DAO_TIME + 1, "the DAO filed nothing in 44 hours: the multisig rules")
            government.stand_in(dispute.question, dispute.ruling)
            yield Act(_effective_at(government, dispute), "the ruling has been under notice for 24 hours")
        case Ending.SILENT:
            yield Act(dispute.began + RULING_TIME + 1, "nobody ruled in 48 hours: anyone voids it")


def _ruled(government: Government, dispute: Dispute) -> Iterator[Act]:
    """Up to the DAO's ruling under notice."""
    yield Act(dispute.began + HOUR, "a holder of votes proposes a ruling")
    proposal = government.propose(dispute.question, dispute.ruling, WHY)
    governor = government.chamber.contract("MutuelGovernor")
    yield Act(int(governor.read("proposalSnapshot", proposal)) + 1, "the DAO votes")
    government.vote(proposal)
    yield Act(
        int(governor.read("proposalDeadline", proposal)) + 1,
        "the governor files the ruling, with its evidence",
    )
    government.carry_out(proposal)


def _effective_at(government: Government, dispute: Dispute) -> int:
    return int(government.chamber.contract(RESOLUTION).read("rulingOf", dispute.question)["effectiveAt"])
