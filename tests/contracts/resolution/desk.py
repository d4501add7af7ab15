"""What a test of Resolution needs: people, questions, signed reports, rounds and time."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from eth_abi.abi import encode
from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak

from mutuel.chain.contracts import Call
from mutuel.chain.signing import resolution_domain, sign_report
from scripts.accounts import account
from scripts.deploy.network import Stream
from scripts.deploy.permissions import ROLES
from scripts.deploy.products import stream_config
from tests.contracts.deployed import Chain, Receipt

USDC = 10**6
HOUR = 3_600
DAY = 24 * HOUR
WINDOW = 2 * HOUR
NOT_BEFORE = 4_800
BOND = 100 * USDC
ZERO = "0x" + "00" * 20
GRANT_ROLE = keccak(text="grantRole(uint64,address,uint32)")[:4]
PHASE = 1 << 64

BTC, AAPL = 1, 2
NONE, PROPOSED, CHALLENGED, DISPUTED, RULED, FINAL, VOID = range(7)
HALT, NO_WINNER = 1, 2

MINTER, KEEPER = (account(i).address for i in (0, 3))
REPORTERS: list[LocalAccount] = sorted((account(i) for i in range(4, 9)), key=lambda a: int(a.address, 16))
TRANSMITTER, PROPOSER, CHALLENGER, OUTSIDER = (account(i).address for i in range(9, 13))
ARBITER, FALLBACK, VETOER = (account(i).address for i in range(13, 16))


@dataclass(frozen=True)
class Question:
    """`values` and the rest are what a report on it says."""

    source: int
    at: int
    subject: bytes = bytes(32)

    @property
    def key(self) -> tuple[int, int, bytes]:
        return self.source, self.at, self.subject

    @property
    def id(self) -> bytes:
        return keccak(encode(["uint16", "uint32", "bytes32"], self.key))


@dataclass(frozen=True)
class Report:
    """A report and who signs it; `signed` fields are those of IResolution.Report."""

    question: Question
    values: Sequence[int] = (640_00000000, 640_10000000, 640_20000000)
    mask: int = 0b111
    seq: int = 1
    flags: int = 0
    known_at: int | None = None
    root: bytes = b"\x11" * 32
    uri: str = "evidence/week.json"
    signers: Sequence[LocalAccount] = field(default_factory=lambda: REPORTERS[:3])

    @property
    def fields(self) -> dict[str, Any]:
        return {
            "questionId": self.question.id,
            "seq": self.seq,
            "knownAt": self.question.at if self.known_at is None else self.known_at,
            "sourceMask": self.mask,
            "values": list(self.values),
            "flags": self.flags,
            "evidenceRoot": self.root,
            "evidenceUri": self.uri,
        }


@dataclass(frozen=True)
class Ruling:
    value: int = 645_00000000
    void: bool = False
    evidence: bytes = b"\x22" * 32
    uri: str = "evidence/ruling.json"


VOID_RULING = Ruling(0, void=True)


class Desk:
    """Acts on one deployed Resolution. Every act names the second at which it happens."""

    def __init__(self, chain: Chain) -> None:
        self.chain = chain
        self.resolution = chain.contract("Resolution")
        self.escrow = chain.contract("Escrow")
        self.feed = chain.contract("Feed:BTC / USD", "LocalFeed")
        self.sequencer = chain.contract("SequencerFeed")
        self.domain = resolution_domain(chain.book.chain_id, self.resolution.address)
        self.start = chain.now()

    def stock(self, subject: int = 20_000) -> Question:
        """A question of the AAPL source, observed an hour after the test's start."""
        return Question(AAPL, self.start + HOUR, subject.to_bytes(32, "big"))

    def coin(self) -> Question:
        """A question of the BTC source, observed an hour after the test's start."""
        return Question(BTC, self.start + HOUR)

    def fund(self, person: str, amount: int = 1_000 * USDC) -> None:
        """Gives a person Escrow credit."""
        usdc, usdc_as_issuer = self.chain.contract("Usdc"), self.chain.contract("Usdc", "LocalUsdc")
        self.chain.send(MINTER, usdc_as_issuer, "mint", person, amount)
        self.chain.send(person, usdc, "approve", self.escrow.address, amount)
        self.chain.send(person, self.escrow, "deposit", amount)

    def credit(self, person: str) -> int:
        return int(self.escrow.read("accountOf", person)["credit"])

    def locked(self, question: Question) -> int:
        amount, _ = self.escrow.read("lockedOf", self.resolution.address, int.from_bytes(question.id, "big"))
        return int(amount)

    def transmit(self, answer: int, updated_at: int) -> int:
        """Writes a round and returns its proxy id."""
        self.chain.send(TRANSMITTER, self.feed, "transmit", answer, updated_at)
        return int(self.feed.read("latestRoundData")[0])

    def prove(self, question: Question, at: int, round_id: int) -> Receipt:
        return self.prove_raw(question, at, encode(["uint80"], [round_id]))

    def prove_raw(self, question: Question, at: int, proof: bytes) -> Receipt:
        self.chain.at(at)
        return self.chain.send(OUTSIDER, self.resolution, "prove", *question.key, proof)

    def propose(self, report: Report, at: int, sender: str = PROPOSER) -> Receipt:
        return self._report("propose", report, at, sender)

    def cross_check(self, report: Report, at: int) -> Receipt:
        return self._report("crossCheck", report, at, OUTSIDER)

    def reported(self, act: str, report: Report) -> Call:
        """`propose` or `crossCheck` with the report's signatures."""
        signatures = [sign_report(signer, self.domain, report.fields) for signer in report.signers]
        return self.resolution.prepare(act, *report.question.key, report.fields, signatures)

    def _report(self, act: str, report: Report, at: int, sender: str) -> Receipt:
        call = self.reported(act, report)
        self.chain.at(at)
        return self.chain.send_raw(sender, call.to, call.data)

    def challenge(
        self, question: Question, at: int, claim: int = 700_00000000, *, void: bool = False, uri: str = "why"
    ) -> Receipt:
        self.chain.at(at)
        return self.chain.send(CHALLENGER, self.resolution, "challenge", question.id, claim, void, uri)

    def escalate(self, question: Question, at: int) -> Receipt:
        self.chain.at(at)
        return self.chain.send(OUTSIDER, self.resolution, "escalate", *question.key)

    def finalise(self, question: Question, at: int) -> Receipt:
        self.chain.at(at)
        return self.chain.send(OUTSIDER, self.resolution, "finalise", question.id)

    def void_expired(self, question: Question, at: int) -> Receipt:
        self.chain.at(at)
        return self.chain.send(OUTSIDER, self.resolution, "voidExpired", *question.key)

    def sequencer_since(self, since: int, *, down: bool = False) -> None:
        self.chain.send(TRANSMITTER, self.sequencer, "set", down, since)

    def appoint(self) -> None:
        """Gives each role of the rulers to one person, through the timelock's address."""
        timelock, access = (self.chain.book.address(name) for name in ("Timelock", "AccessManager"))
        self.chain.impersonate(timelock)
        held = {"ARBITER": ARBITER, "FALLBACK": FALLBACK, "VETO": VETOER}
        for role in ROLES:
            if role.name in held:
                call = encode(["uint64", "address", "uint32"], [role.id, held[role.name], 0])
                self.chain.send_raw(timelock, access, GRANT_ROLE + call)

    def rule(self, question_id: bytes, at: int, ruling: Ruling, sender: str = ARBITER) -> Receipt:
        return self._file("rule", question_id, at, ruling, sender)

    def fallback_rule(self, question_id: bytes, at: int, ruling: Ruling, sender: str = FALLBACK) -> Receipt:
        return self._file("fallbackRule", question_id, at, ruling, sender)

    def _file(self, act: str, question_id: bytes, at: int, ruling: Ruling, sender: str) -> Receipt:
        said = (ruling.value, ruling.void, ruling.evidence, ruling.uri)
        self.chain.at(at)
        return self.chain.send(sender, self.resolution, act, question_id, *said)

    def veto(self, question_id: bytes, at: int, sender: str = VETOER) -> Receipt:
        self.chain.at(at)
        return self.chain.send(sender, self.resolution, "veto", question_id)

    def disputed(self, question: Question) -> int:
        """Reported as halted at the first possible second; returns it."""
        at = question.at + NOT_BEFORE
        self.propose(Report(question, flags=HALT), at)
        return at

    def state(self, question: Question) -> int:
        return int(self.resolution.read("observation", question.id)[0])

    def proposed(self, question: Question) -> int:
        """Proposes at the first possible second and returns it."""
        at = question.at + NOT_BEFORE
        self.propose(Report(question), at)
        return at

    def rechallenged(self, question: Question) -> int:
        """Proposed, challenged and proposed again by four signers; returns the second of the latter."""
        at = self.proposed(question)
        self.challenge(question, at + 1)
        self.propose(replace(Report(question), seq=2, signers=REPORTERS[:4]), at + 2)
        return at + 2

    def add_source(self, **changes: Any) -> int:
        """Adds a source as governance would, through the timelock's address."""
        timelock = self.chain.book.address("Timelock")
        self.chain.impersonate(timelock)
        self.chain.send(timelock, self.resolution, "addSource", source(**changes))
        return int(self.resolution.read("sourceCount"))

    def add_stream(self, feed: bytes, status: int = 0) -> int:
        """Adds a source that reports of a data stream prove, with the exchanges as fallback."""
        verifier = self.chain.book.address("StreamsVerifier")
        config = stream_config(Stream("a test's", feed, 0, status), verifier)
        contract = self.chain.book.address("DataStreamsSource")
        return self.add_source(path=2, verifier=contract, verifierConfig=config)


def source(**changes: Any) -> dict[str, Any]:
    """A REPORT source like AAPL's."""
    return {
        "path": 3, "domain": 0, "verifier": ZERO, "verifierConfig": b"",
        "reporters": [signer.address for signer in REPORTERS], "threshold": 3,
        "groups": [1, 2, 2], "quorum": 3, "minGroups": 2, "maxSpreadBps": 50,
        "notBefore": NOT_BEFORE, "window": WINDOW, "bond": BOND,
    } | changes  # fmt: skip
