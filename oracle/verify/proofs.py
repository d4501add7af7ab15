"""Path 1 proved again: the feed's one round at that moment, or the signed report that the transaction carried."""

from __future__ import annotations

from typing import Any, Final

from eth_abi.exceptions import DecodingError

from mutuel.chain.contracts import Contract
from mutuel.chain.history import Event
from mutuel.chain.streams import open_report, price_at, read_blob, signers_of
from mutuel.domain.errors import RoundRefused
from mutuel.domain.resolution.decide import Reading
from mutuel.domain.resolution.rounds import Round
from mutuel.domain.units import dollars
from mutuel.errors import CallRefused, NodeError, StreamReportRefused
from mutuel.text import moment
from oracle.proofs.prove import stream_config
from oracle.proofs.rounds import FeedReader, feed_of
from oracle.resolution.questions import Question
from oracle.verify.report import Report
from oracle.verify.site import UNREADABLE, Site

MEANS_PROOF: Final = "the value on chain is not what Chainlink published for that moment."
PHASE_OVER: Final = (
    "the feed's phase ended with it, and this node does not remember whether it was the newest when it was proved: "
    "ask one that keeps old states."
)


def check(site: Site, report: Report, question: Question, event: Event, what: str) -> Reading | None:
    """What a `Proposed` by proof comes to. A second proof widens what the event tells, so the extremes are its own."""
    step = f"{what}, proof"
    again = _stream if question.source.stream else _round
    try:
        price = again(site, report, question, event, step)
    except DecodingError as error:
        report.differs(step, f"its source is configured as none of our provers is: {error}.", MEANS_PROOF)
        return None
    if price is None:
        return None
    args = event.args
    if not args["min"] <= price <= args["max"]:
        report.differs(step, f"it proves {dollars(price)}, outside what the event says.", MEANS_PROOF)
        return Reading(price, price, price)
    widened = args["min"] != args["max"]
    return Reading(args["value"] if widened else price, args["min"], args["max"])


def _round(site: Site, report: Report, question: Question, event: Event, step: str) -> int | None:
    config = site.read("Resolution", "source", question.source.id)["verifierConfig"]
    proxy = Contract(site.client, f"Feed:{question.source.feed}", feed_of(config), "PriceFeed")
    feed = FeedReader.of(proxy, config)
    try:
        found = feed.past_round_at(question.observe_at, event.at)
    except RoundRefused as refused:
        report.differs(step, str(refused), MEANS_PROOF)
        return None
    said = f"round {found.id} of {question.source.feed}: {dollars(found.answer)}, from {moment(found.updated_at)}"
    wrong = _unequal(event, found.answer)
    if not wrong and feed.ended_with(found) and not _was_newest(proxy, found, event):
        report.unchecked(step, f"{said}; {PHASE_OVER}")
    else:
        report.settle(step, wrong, f"{said}.", MEANS_PROOF)
    return found.answer


def _was_newest(proxy: Contract, found: Round, event: Event) -> bool:
    """Whether the node knows that `found` was the feed's newest round when it was proved."""
    try:
        latest, *_ = proxy.read("latestRoundData", block=event.block)
    except (NodeError, CallRefused):
        return False
    return bool(latest == found.id)


def _stream(site: Site, report: Report, question: Question, event: Event, step: str) -> int | None:
    sent = site.call_behind(event, ("prove",), lambda args: tuple(args.values())[:3] == question.arguments)
    if sent is None:
        report.unchecked(step, UNREADABLE)
        return None
    payload = sent["proof"]
    source = site.read("Resolution", "source", question.source.id)
    try:
        opened = open_report(payload)
        price = price_at(
            read_blob(opened.blob), stream_config(source["verifierConfig"]), question.observe_at, event.at
        )
        signers = signers_of(opened)
    except StreamReportRefused as refused:
        report.differs(step, f"the report proves nothing: {refused.message}.", MEANS_PROOF)
        return None
    network = _asked_again(site, question, source, payload, event)
    said = f"{dollars(price)}, signed by {len(signers)} nodes{network}."
    report.settle(step, _unequal(event, price), said, MEANS_PROOF)
    return price


def _asked_again(site: Site, question: Question, source: Any, payload: bytes, event: Event) -> str:
    """What Chainlink's verifier says, asked as Resolution asked it; a node may have forgotten that block."""
    verifier = Contract(site.client, "verifier", source["verifier"], "Proof")
    _, observe_at, subject = question.arguments
    try:
        verifier.read(
            "verify",
            source["verifierConfig"],
            observe_at,
            subject,
            payload,
            sender=site.book.address("Resolution"),
            block=event.block,
        )
    except (NodeError, CallRefused):
        return ", whose network the contract checked when it was proved"
    return " of the network that the verifier knows"


def _unequal(event: Event, price: int) -> list[str]:
    low, high = event.args["min"], event.args["max"]
    if low <= price <= high and (low != high or event.args["value"] == price):
        return []
    return [f"The event says {dollars(event.args['value'])}, the proof {dollars(price)}."]
