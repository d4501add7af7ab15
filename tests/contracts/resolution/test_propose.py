"""Rows 3, 4 and 9: reports."""

from dataclasses import replace
from typing import TypedDict

import pytest
from eth_account.signers.local import LocalAccount

from mutuel.chain.signing import report_digest, sign_report
from mutuel.errors import CallRefused
from scripts.accounts import account
from tests.contracts.refusals import refused
from tests.contracts.resolution.desk import (
    BOND,
    BTC,
    CHALLENGED,
    DAY,
    DISPUTED,
    FINAL,
    HALT,
    HOUR,
    NO_WINNER,
    NOT_BEFORE,
    OUTSIDER,
    PROPOSED,
    PROPOSER,
    REPORTERS,
    WINDOW,
    Desk,
    Question,
    Report,
)

PRICE = 640_00000000


class Changes(TypedDict, total=False):
    """Fields of a report that a test sets."""

    values: tuple[int, ...]
    mask: int
    seq: int
    flags: int
    known_at: int
    root: bytes
    uri: str


def test_propose__first_second__stores_primary_extremes_and_bond(desk: Desk) -> None:
    question = desk.stock()
    at = question.at + NOT_BEFORE
    receipt = desk.propose(Report(question, values=(PRICE + 2, PRICE, PRICE + 1)), at)
    observation = desk.resolution.read("observation", question.id)
    assert observation == [PROPOSED, PRICE + 2, PRICE, PRICE + 2, question.at, False]
    assert desk.resolution.read("finalAt", question.id) == at + WINDOW
    assert desk.locked(question) == BOND
    [event] = receipt.events(desk.resolution)
    said = [event.arguments[name] for name in ("windowEnds", "round", "noWinner")]
    assert (event.name, said) == ("Proposed", [at + WINDOW, 0, False])


def test_propose__one_second_early__refuses(desk: Desk) -> None:
    question = desk.stock()
    with refused("TooEarly", at=question.at + NOT_BEFORE):
        desk.propose(Report(question), question.at + NOT_BEFORE - 1)


def test_propose__last_second_and_one_later__takes_the_first_only(desk: Desk) -> None:
    first, second = desk.stock(1), desk.stock(2)
    desk.propose(Report(first), first.at + DAY)
    with refused("TooLate", at=second.at + DAY):
        desk.propose(Report(second), second.at + DAY + 1)


def test_propose__without_primary__takes_the_lower_median(desk: Desk) -> None:
    source = desk.add_source(groups=[1, 2, 2, 3, 3])
    question = replace(desk.stock(), source=source)
    desk.propose(
        Report(question, values=(PRICE + 3, PRICE, PRICE + 2, PRICE + 1), mask=0b11110),
        question.at + NOT_BEFORE,
    )
    assert desk.resolution.read("observation", question.id)[1:4] == [PRICE + 1, PRICE, PRICE + 3]


@pytest.mark.parametrize(
    ("above", "state"),
    [(5 * PRICE // 1_000, PROPOSED), (5 * PRICE // 1_000 + 1, DISPUTED)],
    ids=["exactly_50_bps", "a_hair_more"],
)
def test_propose__spread_at_the_bound__disputes_only_above_it(desk: Desk, above: int, state: int) -> None:
    question = desk.stock()
    desk.propose(Report(question, values=(PRICE, PRICE, PRICE + above)), question.at + NOT_BEFORE)
    assert desk.state(question) == state


def test_propose__wide_spread__disputes_with_the_median_and_takes_no_bond(desk: Desk) -> None:
    question = desk.stock()
    at = question.at + NOT_BEFORE
    receipt = desk.propose(Report(question, values=(PRICE * 2, PRICE, PRICE)), at)
    assert desk.resolution.read("observation", question.id)[:2] == [DISPUTED, PRICE]
    assert [(e.name, e.arguments.get("reason")) for e in receipt.events(desk.resolution)][1] == (
        "Disputed",
        1,
    )
    assert desk.locked(question) == 0
    assert desk.credit(PROPOSER) == 10 * BOND


def test_propose__halt_flag__disputes(desk: Desk) -> None:
    question = desk.stock()
    receipt = desk.propose(Report(question, flags=HALT), question.at + NOT_BEFORE)
    assert desk.state(question) == DISPUTED
    assert receipt.events(desk.resolution)[1].arguments["reason"] == 3


def test_propose__match_codes_differ__disputes(desk: Desk) -> None:
    question = replace(desk.stock(), source=desk.add_source(domain=1))
    desk.propose(Report(question, values=(1, 1, 0)), question.at + NOT_BEFORE)
    assert desk.state(question) == DISPUTED


def test_propose__match_decided_before_its_latest_end__is_final_before_it(desk: Desk) -> None:
    source = desk.add_source(domain=1, notBefore=-6 * HOUR)
    question = replace(desk.stock(), source=source, at=desk.start + DAY)
    with refused("TooEarly", at=question.at - 6 * HOUR):
        desk.propose(
            Report(question, values=(1, 1, 1), known_at=question.at - 7 * HOUR), question.at - 6 * HOUR - 1
        )
    at = question.at - 6 * HOUR
    desk.propose(Report(question, values=(1, 1, 1), known_at=at - 300), at)
    desk.finalise(question, at + WINDOW)
    assert desk.resolution.read("observation", question.id)[:5] == [FINAL, 1, 1, 1, at - 300]


def test_propose__match_nobody_won__is_void_when_final(desk: Desk) -> None:
    question = replace(desk.stock(), source=desk.add_source(domain=1))
    at = question.at + NOT_BEFORE
    proposed = desk.propose(Report(question, values=(0, 0, 0), flags=NO_WINNER), at).events(desk.resolution)
    assert [event.arguments["noWinner"] for event in proposed] == [True]
    receipt = desk.finalise(question, at + WINDOW)
    assert next(e.arguments.get("reason") for e in receipt.events(desk.resolution)) == 6
    assert desk.credit(PROPOSER) == 10 * BOND


@pytest.mark.parametrize(
    ("values", "flags", "error"),
    [
        ((0, 1, 1), NO_WINNER, "OutsideDomain"),
        ((2, 2, 2), 0, "OutsideDomain"),
        ((-1, 1, 1), 0, "OutsideDomain"),
        ((1, 1, 1), 4, "WrongReport"),
    ],
)
def test_propose__match_outside_its_domain__refuses(
    desk: Desk, values: tuple[int, ...], flags: int, error: str
) -> None:
    question = replace(desk.stock(), source=desk.add_source(domain=1))
    with refused(error):
        desk.propose(Report(question, values=values, flags=flags), question.at + NOT_BEFORE)


@pytest.mark.parametrize("value", [0, -1, -(2**63)])
def test_propose__price_not_positive__refuses(desk: Desk, value: int) -> None:
    question = desk.stock()
    with refused("OutsideDomain", value=value):
        desk.propose(Report(question, values=(value, PRICE, PRICE)), question.at + NOT_BEFORE)


def test_propose__extreme_prices__does_not_overflow(desk: Desk) -> None:
    question = desk.stock()
    desk.propose(Report(question, values=(2**63 - 1, 1, 1)), question.at + NOT_BEFORE)
    assert desk.state(question) == DISPUTED


WRONG = {
    "seq_zero": Changes(seq=0),
    "price_known_at_another_time": Changes(known_at=1),
    "nobody_wins_a_price": Changes(flags=NO_WINNER, values=(0, 0, 0)),
    "fewer_values_than_bits": Changes(mask=0b1111),
    "a_bit_beyond_the_entries": Changes(mask=0b10000011),
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG.keys())
def test_propose__report_that_contradicts_itself__refuses(desk: Desk, changes: Changes) -> None:
    question = desk.stock()
    with refused("WrongReport"):
        desk.propose(replace(Report(question), **changes), question.at + NOT_BEFORE)


def test_propose__report_on_another_question__refuses(desk: Desk) -> None:
    question, other = desk.stock(1), desk.stock(2)
    report = Report(question)
    signatures = [sign_report(signer, desk.domain, report.fields) for signer in report.signers]
    desk.chain.at(other.at + NOT_BEFORE)
    with refused("WrongReport"):
        desk.chain.send(PROPOSER, desk.resolution, "propose", *other.key, report.fields, signatures)


@pytest.mark.parametrize("changes", [Changes(root=bytes(32)), Changes(uri="")], ids=["no_root", "no_uri"])
def test_propose__without_evidence__refuses(desk: Desk, changes: Changes) -> None:
    question = desk.stock()
    with refused("EvidenceRequired"):
        desk.propose(replace(Report(question), **changes), question.at + NOT_BEFORE)


@pytest.mark.parametrize(
    ("mask", "have", "need"), [(0b011, 2, 3), (0b000, 0, 3)], ids=["two_of_three", "none"]
)
def test_propose__below_quorum__refuses(desk: Desk, mask: int, have: int, need: int) -> None:
    question = desk.stock()
    with refused("QuorumMissing", have=have, need=need):
        desk.propose(Report(question, values=(PRICE,) * have, mask=mask), question.at + NOT_BEFORE)


def test_propose__quorum_from_one_group__refuses(desk: Desk) -> None:
    question = replace(desk.stock(), source=desk.add_source(groups=[1, 2, 2, 2]))
    with refused("QuorumMissing", have=1, need=2):
        desk.propose(Report(question, values=(PRICE,) * 3, mask=0b1110), question.at + NOT_BEFORE)


def test_propose__too_few_signatures__refuses(desk: Desk) -> None:
    question = desk.stock()
    with refused("QuorumMissing", have=2, need=3):
        desk.propose(Report(question, signers=REPORTERS[:2]), question.at + NOT_BEFORE)


SIGNERS = {
    "descending": (REPORTERS[2::-1], "SignersNotAscending"),
    "twice_the_same": ([REPORTERS[0], REPORTERS[0], REPORTERS[1]], "SignersNotAscending"),
    "more_than_there_are": ([*REPORTERS, REPORTERS[0]], "SignersNotAscending"),
    "a_stranger": (sorted([*REPORTERS[:2], account(12)], key=lambda a: int(a.address, 16)), "UnknownSigner"),
}


@pytest.mark.parametrize(("signers", "error"), SIGNERS.values(), ids=SIGNERS.keys())
def test_propose__wrong_signers__refuses(desk: Desk, signers: list[LocalAccount], error: str) -> None:
    question = desk.stock()
    with refused(error):
        desk.propose(Report(question, signers=signers), question.at + NOT_BEFORE)


def test_propose__value_changed_after_signing__refuses(desk: Desk) -> None:
    question = desk.stock()
    signed, sent = Report(question), Report(question, values=(PRICE, PRICE, PRICE))
    signatures = [sign_report(signer, desk.domain, signed.fields) for signer in signed.signers]
    desk.chain.at(question.at + NOT_BEFORE)
    with pytest.raises(CallRefused) as caught:
        desk.chain.send(PROPOSER, desk.resolution, "propose", *question.key, sent.fields, signatures)
    assert caught.value.error in {"UnknownSigner", "SignersNotAscending"}


def test_propose__bond_missing__refuses(desk: Desk) -> None:
    question = desk.stock()
    with refused("InsufficientCredit", have=0, need=BOND):
        desk.propose(Report(question), question.at + NOT_BEFORE, sender=OUTSIDER)


def test_propose__proof_only_source__refuses(desk: Desk) -> None:
    question = desk.coin()
    with refused("BadSource", sourceId=question.source):
        desk.propose(Report(question), question.at + HOUR)


def test_propose__fallback_of_a_proof_source__opens_after_one_hour(desk: Desk) -> None:
    proof = desk.resolution.read("source", BTC)
    source = desk.add_source(path=2, verifier=proof["verifier"], verifierConfig=proof["verifierConfig"])
    question = Question(source, desk.start + HOUR)
    with refused("TooEarly", at=question.at + HOUR):
        desk.propose(Report(question), question.at + HOUR - 1)
    desk.propose(Report(question), question.at + HOUR)
    assert desk.state(question) == PROPOSED


def test_propose__after_a_challenge__needs_one_more_signature(desk: Desk) -> None:
    question = desk.stock()
    at = desk.proposed(question)
    desk.challenge(question, at + 1)
    with refused("QuorumMissing", have=3, need=4):
        desk.propose(Report(question, seq=2), at + 2)
    with refused("WrongReport"):
        desk.propose(Report(question, seq=1, signers=REPORTERS[:4]), at + 2)
    desk.propose(Report(question, seq=2, signers=REPORTERS[:4]), at + 3)
    clock = desk.resolution.read("clockOf", question.id)
    assert (desk.state(question), clock["round"], clock["windowEnds"]) == (PROPOSED, 1, at + 3 + WINDOW)
    assert desk.locked(question) == 3 * BOND


@pytest.mark.parametrize("late", [0, 1])
def test_propose__twelve_hours_after_the_challenge__is_the_last_moment(desk: Desk, late: int) -> None:
    question = desk.stock()
    challenged = desk.proposed(question) + 1
    desk.challenge(question, challenged)
    again = Report(question, seq=2, signers=REPORTERS[:4])
    if late:
        with refused("TooLate", at=challenged + 12 * HOUR):
            desk.propose(again, challenged + 12 * HOUR + 1)
    else:
        desk.propose(again, challenged + 12 * HOUR)
    assert desk.state(question) == (CHALLENGED if late else PROPOSED)


def test_report_digest__any_report__is_what_the_sdk_signs(desk: Desk) -> None:
    report = Report(desk.stock()).fields
    assert desk.resolution.read("reportDigest", report) == report_digest(desk.domain, report)
