"""Disputes: a challenge by anyone, the DAO's ruling, the multisig's in its four hours, and its veto."""

from dataclasses import dataclass
from typing import Final

from mutuel.chain.contracts import Call
from mutuel.domain.resolution.question import RULING_TIME
from mutuel.domain.resolution.rulings import DAO_TIME
from mutuel.domain.resolution.table import QuestionState
from mutuel.text import moment
from scripts.governance.chamber import Chamber
from scripts.governance.errors import GovernanceRefused
from scripts.governance.motions import GOVERNOR
from scripts.governance.wording import amount, span

RESOLUTION: Final = "Resolution"


@dataclass(frozen=True)
class Ruling:
    """`value` in the question's unit (price with 8 decimals, or code of an outcome); None: void, everybody is refunded.

    `evidence` is the hash of what it rests on, to be found at `uri`.
    """

    value: int | None
    evidence: bytes
    uri: str

    def call(self, chamber: Chamber, function: str, question: bytes) -> Call:
        said = (self.value or 0, self.value is None, self.evidence, self.uri)
        return chamber.contract(RESOLUTION).prepare(function, question, *said)


def rule(chamber: Chamber, question: bytes, ruling: Ruling) -> Call:
    """What the governor is to file. Raises GovernanceRefused."""
    disputed_at, now = _disputed_at(chamber, question), chamber.now()
    takes, _ = _vote_takes(chamber)
    if now + takes >= disputed_at + DAO_TIME:
        raise GovernanceRefused(
            f"Too late for the DAO: a vote takes {span(takes)} and its ruling must be filed by "
            f"{moment(disputed_at + DAO_TIME)}; then the multisig has four hours."
        )
    call = ruling.call(chamber, "rule", question)
    chamber.rehearse(chamber.book.address("MutuelGovernor"), call)
    return call


def safe_margin(chamber: Chamber, question: bytes) -> int:
    """Seconds left to propose a ruling that is in time even if the quorum comes at the last moment; may be negative."""
    _, longest = _vote_takes(chamber)
    return _disputed_at(chamber, question) + DAO_TIME - longest - 1 - chamber.now()


def fallback(chamber: Chamber, question: bytes, ruling: Ruling) -> Call:
    """For the Safe, in its four hours. Raises GovernanceRefused."""
    opens = fallback_hours(chamber, question)[0]
    if chamber.now() < opens:
        raise GovernanceRefused(
            f"The DAO may still rule until {moment(opens - 1)}; the multisig only after that."
        )
    return prepared_fallback(chamber, question, ruling)


def prepared_fallback(chamber: Chamber, question: bytes, ruling: Ruling) -> Call:
    """The same for owners who sign while the DAO may still rule; nothing executes it before its time. Rehearsed at the
    first second at which it would be possible. Raises GovernanceRefused."""
    (opens, ends), now = fallback_hours(chamber, question), chamber.now()
    if now > ends:
        raise GovernanceRefused(
            f"The multisig's time ended at {moment(ends)}; now anyone voids the question."
        )
    call = ruling.call(chamber, "fallbackRule", question)
    chamber.rehearse(chamber.book.address("Safe"), call, max(now, opens))
    return call


def fallback_hours(chamber: Chamber, question: bytes) -> tuple[int, int]:
    """First and last second at which the multisig may rule, if the DAO did not. Raises GovernanceRefused."""
    disputed_at = _disputed_at(chamber, question)
    return disputed_at + DAO_TIME + 1, disputed_at + RULING_TIME


def veto(chamber: Chamber, question: bytes) -> Call:
    """For the Safe. Raises GovernanceRefused."""
    resolution = chamber.contract(RESOLUTION)
    if _state(chamber, question) is not QuestionState.RULED:
        raise GovernanceRefused("There is no ruling under notice to veto.")
    ruling = resolution.read("rulingOf", question)
    if not ruling["byDao"]:
        raise GovernanceRefused("Only a ruling of the DAO can be vetoed.")
    if chamber.now() >= ruling["effectiveAt"]:
        raise GovernanceRefused(f"The notice ended at {moment(ruling['effectiveAt'])}; the ruling stands.")
    call = resolution.prepare("veto", question)
    chamber.rehearse(chamber.book.address("Safe"), call)
    return call


def challenge(chamber: Chamber, question: bytes, claim: int | None, uri: str, challenger: str) -> Call:
    """By anyone, with a bond from Escrow credit; `claim` None says that nobody wins. Raises GovernanceRefused."""
    resolution, standing = chamber.contract(RESOLUTION), _state(chamber, question)
    if standing is not QuestionState.PROPOSED:
        raise GovernanceRefused(
            f"Only a proposed answer can be challenged; this question is {_words(standing)}."
        )
    clock = resolution.read("clockOf", question)
    bond = clock["bond"] * (2 if clock["round"] else 1)
    credit = chamber.contract("Escrow").read("accountOf", challenger)["credit"]
    if credit < bond:
        raise GovernanceRefused(
            f"The bond is {amount(bond)} of Escrow credit; {challenger} has {amount(credit)}."
        )
    call = resolution.prepare("challenge", question, claim or 0, claim is None, uri)
    chamber.rehearse(challenger, call)
    return call


def _vote_takes(chamber: Chamber) -> tuple[int, int]:
    """Seconds from a proposal to the end of its vote: usually, and if the quorum comes at the last moment."""
    governor = chamber.contract(GOVERNOR)
    usual = governor.read("votingDelay") + governor.read("votingPeriod")
    return usual, usual + governor.read("lateQuorumVoteExtension")


def _state(chamber: Chamber, question: bytes) -> QuestionState:
    return QuestionState(chamber.contract(RESOLUTION).read("observation", question)[0])


def _disputed_at(chamber: Chamber, question: bytes) -> int:
    standing = _state(chamber, question)
    if standing is not QuestionState.DISPUTED:
        raise GovernanceRefused(f"Only a dispute can be ruled on; this question is {_words(standing)}.")
    return int(chamber.contract(RESOLUTION).read("clockOf", question)["disputedAt"])


def _words(standing: QuestionState) -> str:
    return standing.name.lower() if standing else "not answered, or none at all"
