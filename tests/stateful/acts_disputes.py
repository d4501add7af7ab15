"""Steps in which somebody speaks against what stands: a market's sources, a proof, betting that should end."""

from __future__ import annotations

from collections.abc import Sequence

from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak

from mutuel.chain import signing
from mutuel.chain.contracts import Call
from mutuel.domain.market import Kind
from mutuel.domain.resolution import rulings
from scripts.replay.signing_network import SigningNetwork
from tests.stateful.acts_money import MoneyActs
from tests.stateful.model.answers import Filing
from tests.stateful.model.house import House
from tests.stateful.model.refusals import Refused
from tests.stateful.model.reports import Action, MarketReport
from tests.stateful.site import OUTSIDER, REPORTERS, SIGNERS

Target = bytes | int
"""A question's id, or the market whose contest is meant."""
EVIDENCE = keccak(text="ruling")


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

    def rule_on(self, target: Target, value: int | None, *, by_dao: bool = True) -> None:
        """Rows 13 and 14, on a question or on a contest. None rules VOID."""
        name, file, ruler = (
            ("rule", rulings.rule, self.site.governor)
            if by_dao
            else ("fallbackRule", rulings.fallback_rule, self.site.safe)
        )
        call = self._ruling(name, target, value)
        self.act(name, ruler, call, lambda h: _ruled(h, target, value, file))

    def rule_barely(self, target: Target) -> None:
        """Without evidence: refused whenever a ruling could be filed."""
        call = self._ruling("rule", target, None, evidence=bytes(32))

        def step(house: House) -> None:
            _ruled(house, target, None, rulings.rule)
            raise Refused("EvidenceRequired")

        self.act("ruleBarely", self.site.governor, call, step)

    def rule_as_stranger(self, name: str, target: Target, person: str) -> None:
        call = (
            self.site.call("Resolution", "veto", self.id_of(target))
            if name == "veto"
            else self._ruling(name, target, None)
        )

        def step(_: House) -> None:
            raise Refused("AccessManagedUnauthorized")

        self.act("usurp", person, call, step)

    def veto_on(self, target: Target) -> None:
        """Row 15."""
        call = self.site.call("Resolution", "veto", self.id_of(target))
        self.act(
            "veto",
            self.site.safe,
            call,
            lambda h: h.desk.veto_contest(target) if isinstance(target, int) else h.desk.veto(target),
        )

    def finalise_contest(self, market: int) -> None:
        """Row 16 of a contest."""
        call = self.site.call("Resolution", "finalise", self.house.contest_id(market))
        self.act("finalise", OUTSIDER, call, lambda h: h.desk.finalise_contest(market))

    def id_of(self, target: Target) -> bytes:
        return self.house.contest_id(target) if isinstance(target, int) else target

    def _ruling(self, name: str, target: Target, value: int | None, evidence: bytes = EVIDENCE) -> Call:
        said = value or 0, value is None, evidence, "ipfs://ruling"
        return self.site.call("Resolution", name, self.id_of(target), *said)

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


def _ruled(house: House, target: Target, value: int | None, file: Filing) -> None:
    if isinstance(target, int):
        is_match = house.floor.books[target].market.template.kind is not Kind.RANGE
        house.desk.rule_contest(target, value, file, is_match)
    else:
        house.desk.rule(target, value, file)


def _signers(report: MarketReport) -> Sequence[LocalAccount]:
    """Three reporters, one too few, or somebody else among them."""
    if report.fault == "QuorumMissing":
        return REPORTERS[:2]
    if report.fault == "UnknownSigner":
        return sorted((*REPORTERS[:2], *SIGNERS.values())[:3], key=lambda one: int(one.address, 16))
    return REPORTERS[:3]
