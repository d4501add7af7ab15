"""Steps in which somebody speaks against what stands: a market's sources, a proof, betting that should end."""

from __future__ import annotations

from collections.abc import Sequence

from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak

from mutuel.chain import signing
from scripts.replay.signing_network import SigningNetwork
from tests.stateful.acts_money import MoneyActs
from tests.stateful.model.reports import Action, MarketReport
from tests.stateful.site import OUTSIDER, REPORTERS, SIGNERS


class DisputeActs(MoneyActs):
    """Each is one call; its name in the tally is its kind."""

    def contest_market(self, market: int) -> None:
        """Row 19."""
        call = self.site.call("ParimutuelEngine", "contest", market)
        self.act("contest", OUTSIDER, call, lambda h: h.contest(market))

    def give_up_contest(self, market: int) -> None:
        """Row 17 by the id of the market's own question."""
        call = self.site.call("Resolution", "voidUnruled", self.house.contest_id(market))
        self.act("voidUnruled", OUTSIDER, call, lambda h: h.desk.void_contest(market))

    def give_up_dispute(self, id: bytes) -> None:
        call = self.site.call("Resolution", "voidUnruled", id)
        self.act("voidUnruled", OUTSIDER, call, lambda h: h.desk.void_unruled(id))

    def prove_streamed(self, id: bytes, price: int, network: SigningNetwork) -> None:
        """Row 1, or row 2 where another report stands."""
        widens = self.house.desk.asked[id].question.proved
        call = self.site.streamed(self.house, id, price, network)
        self.act(
            "widen" if widens else "proveStream", OUTSIDER, call, lambda h: h.desk.prove_streamed(id, price)
        )

    def cross_check(self, id: bytes, values: Sequence[int], missing: int = 0) -> None:
        """Row 2b, signed by as many reporters as needed, or by fewer."""
        asked = self.house.desk.asked[id]
        signers = asked.source.threshold - missing
        at = asked.question.observe_at
        call = self.site.proposal(self.house, id, values, signers, at, "crossCheck")
        self.act("crossCheck", OUTSIDER, call, lambda h: h.desk.cross_check(id, values, signers))

    def report_market(self, report: MarketReport) -> None:
        """Halts or cancels, brought by anybody."""
        message = {
            "marketId": report.market,
            "action": report.action.value,
            "at": report.at,
            "evidenceRoot": keccak(text="stopped"),
        }
        domain = signing.parimutuel_domain(self.site.chain.book.chain_id, self.site.engine)
        signed = [signing.sign_market_report(one, domain, message) for one in _signers(report)]
        if report.called is Action.HALT:
            call = self.site.call("ParimutuelEngine", "haltClose", message, signed)
            self.act("haltClose", OUTSIDER, call, lambda h: h.floor.halt(report))
        else:
            call = self.site.call("ParimutuelEngine", "cancelWindow", message, signed)
            self.act("cancelWindow", OUTSIDER, call, lambda h: h.floor.cancel(report))


def _signers(report: MarketReport) -> Sequence[LocalAccount]:
    """Three reporters, one too few, or somebody else among them."""
    if report.fault == "QuorumMissing":
        return REPORTERS[:2]
    if report.fault == "UnknownSigner":
        return sorted((*REPORTERS[:2], *SIGNERS.values())[:3], key=lambda one: int(one.address, 16))
    return REPORTERS[:3]
