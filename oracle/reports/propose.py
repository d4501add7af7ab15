"""Reports on path 2: k reporters sign one identical report, the keeper bonds and sends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mutuel.chain import signing
from mutuel.chain.accounts import Signer
from mutuel.domain.resolution.decide import Dispute, DisputeReason, Final, Flag, Void
from mutuel.domain.units import format_usdc
from oracle.acts import Acts
from oracle.evidence import Evidence
from oracle.resolution.plan import Deed
from oracle.resolution.questions import Question
from oracle.world import OracleError, SetupError, World

FIRST_REPORT = 1
EVIDENCE_SCHEME = "mutuel-evidence:"


class BondMissing(OracleError):
    """The keeper's account does not cover the bond of a report: somebody has to fund it."""

    code = "bondMissing"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a report is sent: the act's name, signatures beyond the source's threshold, whether the keeper's bond is
    locked already."""

    key: str
    more_signatures: int = 0
    is_bonded: bool = False


def report_of(
    question: Question,
    verdict: Final | Dispute | Void,
    evidence: Evidence,
    known_at: int | None = None,
    flags: Flag = Flag.NONE,
) -> dict[str, Any]:
    """The report by the field names of IResolution.Report. A price is known from its observation on."""
    return {
        "questionId": question.number,
        "seq": FIRST_REPORT,
        "knownAt": question.observe_at if known_at is None else known_at,
        "sourceMask": verdict.mask,
        "values": list(verdict.values),
        "flags": int(flags | _flags_of(verdict)),
        "evidenceRoot": evidence.root,
        "evidenceUri": EVIDENCE_SCHEME + "0x" + evidence.root.hex(),
    }


def _flags_of(verdict: Final | Dispute | Void) -> Flag:
    if isinstance(verdict, Dispute) and verdict.reason is DisputeReason.HALT:
        return Flag.HALT
    return Flag.NO_WINNER if isinstance(verdict, Void) else Flag.NONE


def signers_of(world: World, question: Question, more: int = 0) -> list[Signer]:
    """Exactly as many reporters as the source needs, and `more`, ascending. Raises SetupError for too few keys."""
    allowed = set(world.resolution.read("source", question.source.id)["reporters"])
    known = {str(account.address): account for account in world.reporters}
    signers = sorted(allowed & known.keys(), key=lambda address: int(address, 16))
    needed = question.source.threshold + more
    if len(signers) < needed:
        raise SetupError(f"{len(signers)} keys of reporters of source {question.source.name}, not {needed}.")
    return [known[address] for address in signers[:needed]]


def signatures(world: World, question: Question, report: dict[str, Any], more: int = 0) -> list[bytes]:
    """As `signers_of`, over a report."""
    domain = signing.resolution_domain(world.book.chain_id, world.resolution.address)
    return [signing.sign_report(signer, domain, report) for signer in signers_of(world, question, more)]


def propose(
    world: World,
    acts: Acts,
    question: Question,
    verdict: Final | Dispute | Void,
    evidence: Evidence,
    now: int,
) -> bool:
    """Stores the evidence, bonds, sends the report; whether it is on chain. Raises BondMissing, SetupError."""
    return send(world, acts, question, report_of(question, verdict, evidence), evidence, now)


def send(
    world: World,
    acts: Acts,
    question: Question,
    report: dict[str, Any],
    evidence: Evidence,
    now: int,
    manner: Manner | None = None,
) -> bool:
    """As `propose`, for a report that is written already; `manner` of one that is not the first."""
    manner = manner or Manner(Deed.REPORT.of(question.id))
    world.archive.store(evidence)
    signed = signatures(world, question, report, manner.more_signatures)
    if not manner.is_bonded:
        post_bond(world, acts, question, now)
    call = world.resolution.prepare("propose", *question.arguments, report, signed)
    return acts.do(manner.key, call, now)


def post_bond(world: World, acts: Acts, question: Question, now: int) -> None:
    """Raises the keeper's Escrow credit to the bond by a deposit from its wallet.

    Raises BondMissing, upon which the report waits longer each time instead of asking every source again at once.
    """
    missing = question.source.bond - world.escrow.read("accountOf", world.keeper.address)["credit"]
    if missing <= 0:
        return
    short = missing - world.usdc.read("balanceOf", world.keeper.address)
    if short > 0:
        raise BondMissing(f"The bond waits for {format_usdc(short)} USDC more to {world.keeper.address}.")
    allowed = world.usdc.read("allowance", world.keeper.address, world.escrow.address)
    approve = world.usdc.prepare("approve", world.escrow.address, missing)
    approved = allowed >= missing or acts.do(f"approve:{question.id}", approve, now)
    if not approved or not acts.do(f"bond:{question.id}", world.escrow.prepare("deposit", missing), now):
        raise BondMissing(f"The bond of {format_usdc(missing)} USDC could not be deposited.")
