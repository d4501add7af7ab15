"""Path 2 computed again: who signed, what the values come to, and what the archived bodies say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from mutuel.chain import signing
from mutuel.chain.history import Event
from mutuel.domain.errors import DomainError
from mutuel.domain.resolution.decide import DisputeReason, Flag, Reading, read, votes_of
from mutuel.text import counted
from oracle.resolution.questions import Question
from oracle.verify import evidence
from oracle.verify.found import Found
from oracle.verify.report import Report
from oracle.verify.site import UNREADABLE, Site

REPORTED_BY: Final = ("propose", "crossCheck")
MEANS_SIGNATURE: Final = "reporters did not sign this; whoever sent it spoke in their name."
MEANS_READING: Final = "the contract made something else of the signed values than the rules do."
MEANS_SAID: Final = (
    "the reporters signed other values than the bodies they archived give: they lied, or their parser did."
)


def check_report(site: Site, report: Report, question: Question, event: Event, what: str) -> Reading | None:
    """What a `Proposed` by report comes to; None where it cannot be computed again."""
    told = _check_signed(site, report, question, event, what)
    found = evidence.check(site, report, question, event, what)
    if told is None:  # the bodies speak all the same
        return None if found is None else _decided(question, found)
    reading = _reading(report, question, event, told, what)
    if found is not None:
        _compare(report, told, found, what)
    return reading if found is None else _decided(question, found) or reading


def check_cross_check(site: Site, report: Report, question: Question, event: Event, what: str) -> None:
    """A report that spoke against a proof."""
    step = f"{what}, cross-check"
    told = _check_signed(site, report, question, event, step)
    found = evidence.check(site, report, question, event, step)
    if told is not None and found is not None:
        _compare(report, told, found, step)


def _check_signed(
    site: Site, report: Report, question: Question, event: Event, what: str
) -> Mapping[str, Any] | None:
    """The report as it was signed; its signers are reporters of the source, and enough."""
    step = f"{what}, signatures"
    sent = site.call_behind(event, REPORTED_BY, lambda args: _is_of(args, question, event))
    if sent is None:
        report.unchecked(step, UNREADABLE)
        return None
    told: Mapping[str, Any] = sent["report"]
    domain = signing.resolution_domain(site.book.chain_id, site.book.address("Resolution"))
    digest = signing.report_digest(domain, told)
    signers = [signing.signer_of(digest, one) for one in sent["signatures"]]
    source = site.read("Resolution", "source", question.source.id)
    wrong = wrong_signers(signers, source, event)
    if "0x" + told["evidenceRoot"].hex() != event.args["evidenceRoot"]:
        wrong.append("They signed another evidence root than the contract announced.")
    if "0x" + told["questionId"].hex() != question.id:
        wrong.append("They signed a report about another question.")
    report.settle(
        step, wrong, f"{len(signers)} of {len(source['reporters'])} reporters signed.", MEANS_SIGNATURE
    )
    return told


def _is_of(args: Mapping[str, Any], question: Question, event: Event) -> bool:
    told = args["report"]
    root = "0x" + told["evidenceRoot"].hex()
    return (told["questionId"], root) == (question.number, event.args["evidenceRoot"])


def wrong_signers(signers: Sequence[str | None], source: Mapping[str, Any], event: Event) -> list[str]:
    """A sentence for each signer that is no reporter of `source`, and one if they are too few."""
    reporters = set(source["reporters"])
    wrong = [f"{one or 'Nobody'} signed, who is no reporter." for one in signers if one not in reporters]
    needed = source["threshold"] + (1 if event.args.get("round") else 0)
    different = len(set(signers))
    if different < needed:
        wrong.append(f"{different} signed, {needed} are needed.")
    return wrong


def _reading(
    report: Report, question: Question, event: Event, told: Mapping[str, Any], what: str
) -> Reading | None:
    """What the signed values come to, held against what the contract announced."""
    step = f"{what}, median"
    votes = votes_of(told["sourceMask"], told["values"])
    try:
        reading = read(question.source.quorum, votes, Flag(told["flags"]))
    except DomainError as error:
        report.differs(step, f"the signed values decide nothing: {error}", MEANS_READING)
        return None
    args = event.args
    ours, chain = (reading.value, reading.low, reading.high), (args["value"], args["min"], args["max"])
    wrong = [] if ours == chain else [f"Value, lowest and highest are {chain} on chain, {ours} by the rules."]
    wrong += [] if told["knownAt"] == args["knownAt"] else ["It was signed as known at another time."]
    if (Flag.NO_WINNER in Flag(told["flags"])) != args["noWinner"]:
        wrong.append("Whether anybody won is not what the contract announced.")
    words = "" if reading.dispute is None else f" A dispute: {_dispute(reading.dispute)}."
    report.settle(step, wrong, f"{counted(len(votes), 'source')}, as the rules say.{words}", MEANS_READING)
    return reading


def _dispute(reason: DisputeReason) -> str:
    return reason.name.lower().replace("_", " ")


def _compare(report: Report, told: Mapping[str, Any], found: Found, what: str) -> None:
    """The signed values against those of the archived bodies."""
    step = f"{what}, report against evidence"
    signed = votes_of(told["sourceMask"], told["values"])
    wrong = [
        f"Of {found.names.get(entry, entry)} they signed {signed.get(entry, 'nothing')}, "
        f"its body says {found.votes.get(entry, 'nothing')}."
        for entry in sorted(signed.keys() | found.votes.keys())
        if signed.get(entry) != found.votes.get(entry)
    ]
    if int(found.flags) != told["flags"]:
        wrong.append(f"They signed the flags {told['flags']}, the bodies give {int(found.flags)}.")
    if found.known_at != told["knownAt"]:
        wrong.append(f"They signed that it was known at {told['knownAt']}, the bodies say {found.known_at}.")
    report.settle(step, wrong, "every signed value is what the archived bodies say.", MEANS_SAID)


def _decided(question: Question, found: Found) -> Reading | None:
    try:
        return read(question.source.quorum, found.votes, found.flags)
    except DomainError:
        return None
