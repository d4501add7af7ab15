"""Row 2b: what independent sources can say against a proof, and what reporters sign for engines."""

from dataclasses import replace
from typing import Any

import pytest
from eth_abi.abi import encode

from mutuel.chain.signing import sign_report
from mutuel.domain.resolution.decide import spread_exceeds
from mutuel.domain.units import Bps
from mutuel.errors import CallRefused
from scripts.deploy.chain import Builder
from tests.contracts.refusals import refused
from tests.contracts.resolution.desk import (
    BTC,
    CHALLENGER,
    DISPUTED,
    FINAL,
    HALT,
    HOUR,
    NO_WINNER,
    NONE,
    OUTSIDER,
    PROPOSED,
    REPORTERS,
    VOID,
    Desk,
    Question,
    Report,
)

PROOF = 10_000_00000000
FIFTY_BPS = 50_00000000
PROOF_WINDOW = 120
CROSS_CHECK = 7


@pytest.fixture
def verifier(builder: Builder) -> str:
    """Believes every value."""
    return str(builder.deploy("LyingProof").address)


@pytest.fixture
def both_ways(desk: Desk, verifier: str) -> Question:
    """A question that proofs and reports answer."""
    return replace(desk.stock(), source=desk.add_source(path=2, verifier=verifier))


def proved(desk: Desk, question: Question, value: int = PROOF) -> int:
    """Proves `value` 5 s after the observation and returns that second."""
    at = question.at + 5
    desk.prove_raw(question, at, encode(["int64"], [value]))
    return at


def saying(question: Question, *values: int, **changes: Any) -> Report:
    return Report(question, values=values if len(values) == 3 else values * 3, **changes)


@pytest.mark.parametrize("value", [PROOF + FIFTY_BPS + 1, PROOF - FIFTY_BPS])
def test_cross_check__more_than_50_bps_away__disputes_without_a_bond(
    desk: Desk, both_ways: Question, value: int
) -> None:
    """The bound is measured against the lower of both, so downwards it is reached a little earlier."""
    assert spread_exceeds(min(value, PROOF), max(value, PROOF), min(value, PROOF), Bps(50))
    at = proved(desk, both_ways) + 30
    receipt = desk.cross_check(saying(both_ways, value), at)
    checked, disputed = receipt.events(desk.resolution)
    assert (checked.name, checked.arguments) == (
        "CrossChecked",
        {"questionId": "0x" + both_ways.id.hex(), "value": value, "evidenceRoot": "0x" + "11" * 32},
    )
    assert (disputed.name, disputed.arguments["reason"], disputed.arguments["at"]) == (
        "Disputed",
        CROSS_CHECK,
        at,
    )
    assert (desk.state(both_ways), desk.locked(both_ways)) == (DISPUTED, 0)


@pytest.mark.parametrize("value", [PROOF + FIFTY_BPS, PROOF, PROOF - FIFTY_BPS + 25000000])
def test_cross_check__within_50_bps__says_nothing_new_and_the_proof_becomes_final(
    desk: Desk, both_ways: Question, value: int
) -> None:
    assert not spread_exceeds(min(value, PROOF), max(value, PROOF), min(value, PROOF), Bps(50))
    at = proved(desk, both_ways)
    with refused("NothingNew"):
        desk.cross_check(saying(both_ways, value), at + 30)
    desk.finalise(both_ways, at + PROOF_WINDOW)
    assert desk.resolution.read("observation", both_ways.id)[:2] == [FINAL, PROOF]


def test_cross_check__first_entry_far_but_median_near__says_nothing_new(
    desk: Desk, both_ways: Question
) -> None:
    """One exchange alone is no cross-check: where proofs come first no entry is the primary one."""
    at = proved(desk, both_ways)
    with refused("NothingNew"):
        desk.cross_check(saying(both_ways, 2 * PROOF, PROOF + 1, PROOF), at + 30)


def test_cross_check__first_entry_near_but_median_far__disputes(desk: Desk, both_ways: Question) -> None:
    at = proved(desk, both_ways)
    desk.cross_check(saying(both_ways, PROOF, 2 * PROOF, 2 * PROOF), at + 30)
    assert desk.state(both_ways) == DISPUTED


def test_cross_check__halt__disputes(desk: Desk, both_ways: Question) -> None:
    at = proved(desk, both_ways)
    desk.cross_check(saying(both_ways, PROOF, flags=HALT), at + 30)
    assert desk.state(both_ways) == DISPUTED


@pytest.mark.parametrize(("code", "flags"), [(0, 0), (0, NO_WINNER)], ids=["another_code", "nobody_won"])
def test_cross_check__match_ended_otherwise__disputes(
    desk: Desk, verifier: str, code: int, flags: int
) -> None:
    question = replace(desk.stock(), source=desk.add_source(path=2, domain=1, verifier=verifier))
    at = proved(desk, question, 1)
    desk.cross_check(saying(question, code, flags=flags), at + 30)
    assert desk.state(question) == DISPUTED


def test_cross_check__match_ended_the_same__says_nothing_new(desk: Desk, verifier: str) -> None:
    question = replace(desk.stock(), source=desk.add_source(path=2, domain=1, verifier=verifier))
    at = proved(desk, question, 1)
    with refused("NothingNew"):
        desk.cross_check(saying(question, 1), at + 30)


def test_cross_check__last_second_and_one_later__takes_the_first_only(
    desk: Desk, both_ways: Question
) -> None:
    at = proved(desk, both_ways)
    with desk.chain.undone():
        desk.cross_check(saying(both_ways, 2 * PROOF), at + PROOF_WINDOW - 1)
        assert desk.state(both_ways) == DISPUTED
    with refused("TooLate", at=at + PROOF_WINDOW - 1):
        desk.cross_check(saying(both_ways, 2 * PROOF), at + PROOF_WINDOW)


def test_cross_check__sequencer_back_within_the_window__stays_possible_as_long_as_it_waits(
    desk: Desk, both_ways: Question
) -> None:
    at = proved(desk, both_ways)
    back = at + PROOF_WINDOW - 5
    desk.sequencer_since(back)
    desk.cross_check(saying(both_ways, 2 * PROOF), back + PROOF_WINDOW - 1)
    assert desk.state(both_ways) == DISPUTED


def test_cross_check__nobody_ruled__is_void_after_48_hours(desk: Desk, both_ways: Question) -> None:
    at = proved(desk, both_ways) + 30
    desk.cross_check(saying(both_ways, 2 * PROOF), at)
    for refusal, act in (("BadState", desk.finalise), ("BadState", desk.challenge)):
        with refused(refusal, state=DISPUTED):
            act(both_ways, at + 1000)
    desk.void_expired(both_ways, at + 48 * HOUR + 1)
    assert desk.state(both_ways) == VOID


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"signers": REPORTERS[:2]}, "QuorumMissing"),
        ({"signers": [*REPORTERS[1:3], REPORTERS[0]]}, "SignersNotAscending"),
        ({"signers": [REPORTERS[0], REPORTERS[0], REPORTERS[1]]}, "SignersNotAscending"),
        ({"known_at": 1}, "WrongReport"),
        ({"root": bytes(32)}, "EvidenceRequired"),
        ({"mask": 0b11, "values": (PROOF, PROOF)}, "QuorumMissing"),
        ({"values": (0, 1, 1)}, "OutsideDomain"),
        ({"flags": NO_WINNER}, "WrongReport"),
    ],
)
def test_cross_check__report_that_could_not_be_proposed__refuses(
    desk: Desk, both_ways: Question, changes: dict[str, Any], error: str
) -> None:
    at = proved(desk, both_ways)
    with refused(error):
        desk.cross_check(replace(saying(both_ways, 2 * PROOF), **changes), at + 30)
    assert desk.state(both_ways) == PROPOSED


def test_cross_check__report_on_another_question__refuses(desk: Desk, both_ways: Question) -> None:
    at = proved(desk, both_ways)
    fields = saying(replace(both_ways, at=both_ways.at + 1), 2 * PROOF).fields
    signatures = [sign_report(signer, desk.domain, fields) for signer in REPORTERS[:3]]
    desk.chain.at(at + 30)
    with refused("WrongReport"):
        desk.chain.send(OUTSIDER, desk.resolution, "crossCheck", *both_ways.key, fields, signatures)


def test_cross_check__nothing_proved__refuses(desk: Desk, both_ways: Question) -> None:
    with refused("BadState", state=NONE):
        desk.cross_check(saying(both_ways, PROOF), both_ways.at + 30)


def test_cross_check__proposed_by_report__refuses(desk: Desk, both_ways: Question) -> None:
    at = both_ways.at + HOUR
    desk.propose(saying(both_ways, PROOF), at)
    with refused("BadState", state=PROPOSED):
        desk.cross_check(saying(both_ways, 2 * PROOF, seq=2), at + 30)


def test_cross_check__source_of_reports_only__refuses(desk: Desk) -> None:
    question = desk.stock()
    desk.proposed(question)
    with refused("BadSource", sourceId=question.source):
        desk.cross_check(saying(question, 2 * PROOF, seq=2), question.at + 5_000)


def test_cross_check__source_without_reporters__refuses(desk: Desk) -> None:
    with refused("BadSource", sourceId=BTC):
        desk.cross_check(saying(desk.coin(), PROOF), desk.start + HOUR + 30)


def test_propose__fallback_of_a_proof__is_the_median_and_not_the_first_entry(
    desk: Desk, both_ways: Question
) -> None:
    at = both_ways.at + HOUR
    desk.propose(saying(both_ways, PROOF + 2, PROOF, PROOF + 1), at)
    assert desk.resolution.read("observation", both_ways.id)[1:4] == [PROOF + 1, PROOF, PROOF + 2]


DIGEST = b"\x77" * 32


def signatures_of(*signers: Any) -> list[bytes]:
    return [bytes(signer.unsafe_sign_hash(DIGEST).signature) for signer in signers]


def test_check_reporters__threshold_of_reporters__passes(desk: Desk) -> None:
    call = desk.resolution.prepare("checkReporters", 2, DIGEST, signatures_of(*REPORTERS[:3]))
    assert desk.chain.client.call(call.to, call.data, sender=CHALLENGER) == b""


@pytest.mark.parametrize(
    ("source", "digest", "signers", "error"),
    [
        (2, DIGEST, REPORTERS[:2], "QuorumMissing"),
        (2, DIGEST, REPORTERS[2::-1], "SignersNotAscending"),
        (2, DIGEST, [REPORTERS[0]] * 3, "SignersNotAscending"),
        (2, b"\x78" * 32, REPORTERS[:3], None),
        (1, DIGEST, REPORTERS[:3], "BadSource"),
        (99, DIGEST, REPORTERS[:3], "BadSource"),
    ],
    ids=["too_few", "descending", "one_thrice", "another_message", "no_reporters", "unknown_source"],
)
def test_check_reporters__anything_else__refuses(
    desk: Desk, source: int, digest: bytes, signers: list[Any], error: str | None
) -> None:
    """Signatures of another message are those of strangers, in whatever order these come."""
    with pytest.raises(CallRefused) as caught:
        desk.resolution.read("checkReporters", source, digest, signatures_of(*signers))
    expected = {error} if error else {"UnknownSigner", "SignersNotAscending"}
    assert caught.value.error in expected
