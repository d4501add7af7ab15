"""The deployed house and its people: addresses, keys, and every call of the machine, encoded and signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from eth_abi.abi import encode
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

from mutuel.chain import signing
from mutuel.chain.contracts import Call, Contract
from mutuel.chain.signing import BetTerms, Validity
from mutuel.domain.products.catalogue import Catalogue
from mutuel.domain.products.listing import Source
from mutuel.domain.resolution.rounds import Feed
from scripts.accounts import account
from scripts.replay.signing_network import SigningNetwork, feed_id
from tests.chain.stepper import Stepper
from tests.contracts.deployed import Chain
from tests.stateful.model.answers import Desk
from tests.stateful.model.house import House
from tests.stateful.model.ledger import Ledger, Person
from tests.stateful.model.pools import Bet, Floor
from tests.streams import LARGE

DEPLOYER, KEEPER, TRANSMITTER = (str(account(i).address) for i in (0, 3, 9))
SIGNERS: Final = {str(account(i).address): account(i) for i in range(10, 16)}
"""People with keys. Each plays every part: bettor, agent, proposer, challenger."""
BETTORS: Final = tuple(SIGNERS)
LIMITED, WAVERING = BETTORS[4], BETTORS[5]
"""One has limits, one is self-excluded now and then."""
CONTRACT: Final = to_checksum_address("0x" + "c0ffe".rjust(40, "0"))
"""A bettor that is a contract and refuses every call."""
PEOPLE: Final = (*BETTORS, CONTRACT)
ROGUE: Final = str(account(16).address)
"""Registered as an engine after the seal."""
OUTSIDER: Final = str(account(17).address)
"""Relays, triggers and receives; has no part in any market."""
REPORTERS: Final = tuple(sorted((account(i) for i in range(4, 9)), key=lambda a: int(a.address, 16)))
PURSE: Final = 5_000 * 10**6
UNLIMITED: Final = 10**15
FEED_AGE: Final = 3 * 86_400
FOREVER: Final = 2**40
TIMELOCK_DELAY: Final = 86_400
NO_SALT: Final = bytes(32)
STREAM: Final = feed_id(3, "BTC / USD")


@dataclass
class Site:
    """One house on one node. `fresh` gives a model that equals it."""

    chain: Chain
    stepper: Stepper
    catalogue: Catalogue

    def __post_init__(self) -> None:
        book, client = self.chain.book, self.chain.client
        self.contracts: dict[str, Contract] = {
            name: self.chain.contract(name)
            for name in ("Escrow", "SelfLimits", "ParimutuelEngine", "Resolution")
        }
        self.usdc = self.chain.contract("Usdc")
        self.issuer = self.chain.contract("Usdc", interface="LocalUsdc")
        self.feed = self.chain.contract("Feed:BTC / USD", interface="LocalFeed")
        self.sequencer = self.chain.contract("SequencerFeed")
        self.verifier = self.chain.contract("ChainlinkFeedSource")
        self.token = signing.token_domain(client, self.usdc.address)
        self.escrow_domain = signing.escrow_domain(book.chain_id, self.escrow)
        self.resolution_domain = signing.resolution_domain(book.chain_id, self.resolution)

    @property
    def escrow(self) -> str:
        return self.contracts["Escrow"].address

    @property
    def engine(self) -> str:
        return self.contracts["ParimutuelEngine"].address

    @property
    def resolution(self) -> str:
        return self.contracts["Resolution"].address

    @property
    def governor(self) -> str:
        return self.book["MutuelGovernor"]

    @property
    def safe(self) -> str:
        return self.book["Safe"]

    @property
    def book(self) -> Mapping[str, str]:
        return self.chain.book.contracts

    def furnish(self) -> None:
        """Gives everybody money and most an allowance; the contract bettor gets its code."""
        self.chain.client.request("anvil_setCode", CONTRACT, "0xfe")
        for ruler in (self.governor, self.safe):
            self.chain.impersonate(ruler)
        for person in (CONTRACT, *SIGNERS, ROGUE, OUTSIDER):
            self.chain.impersonate(person)
            self.stepper.send(DEPLOYER, self.issuer.prepare("mint", person, PURSE))
        believed = LARGE.digest, sorted(LARGE.signer_set.signers), LARGE.faulty
        verifier = self.chain.contract("StreamsVerifier")
        self.stepper.send(DEPLOYER, verifier.prepare("setConfiguration", *believed))
        for person in (*BETTORS[:4], CONTRACT, OUTSIDER):
            self.stepper.send(person, self.usdc.prepare("approve", self.escrow, UNLIMITED))

    def fresh(self) -> House:
        """The model of the house as `furnish` left it."""
        now = self.stepper.now
        ledger = Ledger(self.escrow, self.book["Treasury"], self.book["Insurance"], now)
        for person in (*PEOPLE, ROGUE, OUTSIDER):
            approved = person in (*BETTORS[:4], CONTRACT, OUTSIDER)
            ledger.people[person] = Person(wallet=PURSE, allowance=UNLIMITED if approved else 0)
        ledger.register(self.engine, genesis=True)
        ledger.register(self.resolution, genesis=True, unstoppable=True)
        up_since = int(self.sequencer.read("latestRoundData")[2])
        desk = Desk(self.resolution, ledger, Feed(1, FEED_AGE), [(False, up_since)])
        return House(ledger, Floor(self.engine, ledger), desk)

    def source(self, id: int) -> Source:
        return next(source for source in self.catalogue.sources.values() if source.id == id)

    # ------------------------------------------------------------------ calls

    def call(self, contract: str, function: str, *arguments: Any) -> Call:
        return self.contracts[contract].prepare(function, *arguments)

    def permit(self, person: str, value: int, nonce: int) -> bytes:
        return signing.sign_permit(SIGNERS[person], self.token, self.escrow, value, nonce, FOREVER)

    def authorized_bet(self, person: str, bet: Bet, salt: bytes) -> Call:
        """Anyone may send it."""
        terms = BetTerms(person, bet.market, bet.outcome, bet.amount, bet.min_weight, salt)
        validity = Validity(0, FOREVER)
        sig = signing.sign_bet(SIGNERS[person], self.token, self.escrow, self.engine, terms, validity)
        return self.call("ParimutuelEngine", "betWithAuthorization", *terms, *validity, sig)

    def authorized_deposit(self, person: str, amount: int, salt: bytes) -> Call:
        validity = Validity(0, FOREVER)
        sig = signing.sign_deposit(SIGNERS[person], self.token, self.escrow, amount, salt, validity)
        return self.call("Escrow", "depositWithAuthorization", person, amount, *validity, salt, sig)

    def signed_withdrawal(self, person: str, to: str, amount: int, nonce: int) -> Call:
        signer, submitter = SIGNERS[person], OUTSIDER
        sig = signing.sign_withdraw(signer, self.escrow_domain, to, amount, submitter, nonce, FOREVER)
        return self.call("Escrow", "withdrawBySig", person, to, amount, submitter, FOREVER, sig)

    def signed_opt_in(self, person: str, engine_id: int, on: bool, nonce: int) -> Call:
        sig = signing.sign_opt_in(SIGNERS[person], self.escrow_domain, engine_id, on, nonce, FOREVER)
        return self.call("Escrow", "setEngineOptInBySig", person, engine_id, on, FOREVER, sig)

    def proposal(
        self,
        house: House,
        id: bytes,
        values: Sequence[int],
        signers: int,
        known_at: int,
        act: str,
        flags: int = 0,
    ) -> Call:
        """A report by the first reporters, for `propose` or `crossCheck`."""
        asked = house.desk.asked[id]
        report = {
            "questionId": id,
            "seq": asked.seq + 1,
            "knownAt": known_at,
            "sourceMask": (1 << len(values)) - 1,
            "values": list(values),
            "flags": int(flags),
            "evidenceRoot": keccak(text="evidence"),
            "evidenceUri": "ipfs://evidence",
        }
        signed = [signing.sign_report(one, self.resolution_domain, report) for one in REPORTERS[:signers]]
        return self.call("Resolution", act, *self.key(house, id), report, signed)

    def streamed(self, house: House, id: bytes, price: int, network: SigningNetwork) -> Call:
        """A proof by a signed report of a network of nodes."""
        observe_at = house.desk.asked[id].question.observe_at
        proof = network.report(STREAM, observe_at, price=price * 10**10)
        return self.call("Resolution", "prove", *self.key(house, id), proof)

    def key(self, house: House, id: bytes) -> tuple[int, int, bytes]:
        """(source, time, subject) of a question."""
        asked = house.desk.asked[id]
        return asked.source.id, asked.question.observe_at, asked.subject

    def proof_check(self, source: Source, observe_at: int, round_id: int) -> tuple[str, bytes]:
        """Asks the verifier alone whether this round is the price of that moment."""
        feed = (self.feed.address, 1, FEED_AGE, 60, keccak(text=source.feed))
        config = encode(["(address,uint16,uint32,uint32,bytes32)"], [feed])
        call = self.verifier.prepare("verify", config, observe_at, bytes(32), encode(["uint80"], [round_id]))
        return call.to, call.data

    def timelocked(self, step: str, target: Call) -> Call:
        """`schedule` or `execute` of one call in the timelock."""
        kinds, values = ["address", "uint256", "bytes", "bytes32", "bytes32"], [target.to, 0, target.data]
        values += [NO_SALT, NO_SALT]
        if step == "schedule":
            kinds, values = [*kinds, "uint256"], [*values, TIMELOCK_DELAY]
        selector = keccak(text=f"{step}({','.join(kinds)})")[:4]
        return Call(self.book["Timelock"], selector + encode(kinds, values), f"Timelock.{step}")

    def roles_of(self, person: str, roles: Sequence[int]) -> list[int]:
        """Those of `roles` in the access manager that this account holds."""
        selector = keccak(text="hasRole(uint64,address)")[:4]
        calls = [
            (self.book["AccessManager"], selector + encode(["uint64", "address"], [role, person]))
            for role in roles
        ]
        answers = self.chain.client.calls(calls)
        return [role for role, raw in zip(roles, answers, strict=True) if int.from_bytes(raw[:32], "big")]
