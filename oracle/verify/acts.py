"""What reporters did to the market itself: betting closed for a halt, a window cancelled for rain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mutuel.chain import signing
from mutuel.chain.history import Event
from mutuel.chain.markets import Seen
from oracle.verify import causes, evidence, signed
from oracle.verify.report import Report
from oracle.verify.site import UNREADABLE, Site

DONE_BY: Final = ("haltClose", "cancelWindow")
NAMES: Final = {1: "Halt", 2: "Cancellation"}
"""By the action of a market report."""


def check(site: Site, report: Report, seen: Seen) -> None:
    """Each act was signed by enough reporters of the market's source, over evidence that is whole and says why."""
    for event in site.history.events("ParimutuelEngine", ["MarketReported"], seen.market.id):
        what = NAMES.get(event.args["action"], "Report")
        _check_signers(site, report, seen, event, what)
        root = bytes.fromhex(event.args["evidenceRoot"][2:])
        kept = evidence.load(site, report, root, f"{what}, evidence")
        if kept is not None:
            causes.check(site, report, seen, event, kept, what)


def _check_signers(site: Site, report: Report, seen: Seen, event: Event, what: str) -> None:
    step = f"{what}, signatures"
    sent = site.call_behind(event, DONE_BY, lambda args: args["report"]["marketId"] == seen.market.id)
    if sent is None:
        report.unchecked(step, UNREADABLE)
        return
    told: Mapping[str, Any] = sent["report"]
    domain = signing.parimutuel_domain(site.book.chain_id, site.book.address("ParimutuelEngine"))
    digest = signing.market_report_digest(domain, told)
    signers = [signing.signer_of(digest, one) for one in sent["signatures"]]
    source = site.read("Resolution", "source", seen.view["sourceId"])
    wrong = signed.wrong_signers(signers, source, event)
    if "0x" + told["evidenceRoot"].hex() != event.args["evidenceRoot"]:
        wrong.append("They signed another evidence root than the contract announced.")
    said = f"{len(signers)} of {len(source['reporters'])} reporters signed."
    report.settle(step, wrong, said, signed.MEANS_SIGNATURE)
