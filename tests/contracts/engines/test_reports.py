"""Halt and cancel by signed report: good, bad, replayed, stale and future ones, and when they may act (I25)."""

from collections.abc import Mapping
from typing import Any

import pytest
from eth_account import Account
from eth_account.messages import encode_typed_data

from tests.contracts.deployed import Chain
from tests.contracts.house import (
    BETTOR,
    CANCELLED,
    KEEPER,
    MATCH,
    OPEN,
    OUTSIDER,
    PERIOD,
    PRICE,
    RIVAL,
    SETTLED,
    THIRD,
    VOID,
    House,
    Market,
    person,
    template,
)
from tests.contracts.node import Receipt
from tests.contracts.refusals import refused
from tests.contracts.resolution.desk import AAPL, REPORTERS
from tests.contracts.resolution.desk import KEEPER as REAL_KEEPER
from tests.contracts.resolution.desk import OUTSIDER as REAL_OUTSIDER

REPORTER = person("REPORTER")
HALT, CANCEL = 1, 2
ROOT = b"\x22" * 32
ACTS = {HALT: "haltClose", CANCEL: "cancelWindow"}


@pytest.fixture
def window(house: House) -> Market:
    """A window of 40 minutes that may be halted, cancelled and closed early: 30 on side 0, 70 on side 1."""
    house.resolution.setReporter(REPORTER.address, sender=OUTSIDER)
    made = house.add_template(
        kind=MATCH, outcomes=2, k0=1, k1=0, haltable=True, cancellable=True, closableEarly=True
    )
    market = house.create(made, length=3_600, gap=1_200)
    house.bet(market, BETTOR, 0, 30)
    house.bet(market, RIVAL, 1, 70)
    return market


def test_halt_close__good_report__betting_is_over_at_once_and_what_was_bet_stands(
    house: House, window: Market
) -> None:
    at = window.open + 700
    house.node.next_at(at)
    receipt = act(house, window, HALT, at=at)
    reported = {"marketId": window.id, "action": HALT, "at": at, "evidenceRoot": ROOT}
    assert house.engine.events(receipt, "MarketReported") == [reported]
    assert house.engine.events(receipt, "MarketClosedEarly") == [{"marketId": window.id, "closesAt": at}]
    house.node.next_at(at + 1)
    with refused("BettingClosed", close=at):
        house.bet(window, THIRD, 0, 10)
    house.answer(window, 1, known_at=window.observe_at)
    house.settle_answered(window)
    assert house.engine.view.payoutOf(window.id, RIVAL) == house.locked(window)


def test_halt_close__never_back_dated__a_bet_after_the_signature_and_before_the_report_stands(
    house: House, window: Market
) -> None:
    at = window.open + 700
    house.node.next_at(at + 500)
    house.bet(window, THIRD, 0, 10)
    house.node.next_at(at + 600)
    act(house, window, HALT, at=at)
    assert house.engine.view.market(window.id)["closesAt"] == at + 600
    assert sum(house.engine.view.position(window.id, THIRD)[0]) == 10 * 10**6


def test_halt_close__replayed_or_halted_again__refused(house: House, window: Market) -> None:
    at = window.open + 700
    house.node.next_at(at)
    act(house, window, HALT, at=at)
    for again in (at, at + 1):
        house.node.next_at(at + 1 + (again - at))
        with refused("BettingClosed", close=at):
            act(house, window, HALT, at=again)


@pytest.mark.parametrize("action", [HALT, CANCEL])
def test_reports__from_the_future_or_older_than_600_seconds__refused(
    house: House, window: Market, action: int
) -> None:
    at = window.open + 700
    house.node.next_at(at - 1)
    with refused("TooEarly", at=at):
        act(house, window, action, at=at)
    house.node.next_at(at + 601)
    with refused("TooLate", at=at + 600):
        act(house, window, action, at=at)
    assert house.state(window) == OPEN


@pytest.mark.parametrize("action", [HALT, CANCEL])
def test_reports__signed_for_something_else__refused(house: House, window: Market, action: int) -> None:
    """Market, action, time and evidence are all signed."""
    at = house.node.now
    signature = sign(house, report(window, action, at))
    other = house.create(window.id >> 48, index=1, length=3_600, gap=1_200)
    changed: list[dict[str, Any]] = [
        {"marketId": other.id},
        {"at": at - 1},
        {"evidenceRoot": b"\x33" * 32},
    ]
    for change in changed:
        with refused("UnknownSigner"):
            send(house, action, report(window, action, at) | change, signature)
    with refused("WrongAction", action=3 - action):
        send(house, action, report(window, 3 - action, at), signature)


@pytest.mark.parametrize("action", [HALT, CANCEL])
def test_reports__nobody_signed_a_stranger_signed_or_no_evidence__refused(
    house: House, window: Market, action: int
) -> None:
    made = report(window, action, house.node.now)
    with refused("QuorumMissing"):
        house.node.send(OUTSIDER, house.engine.address, house.engine.encode(ACTS[action], made, []))
    stranger = person("STRANGER")
    with refused("UnknownSigner", signer=stranger.address):
        send(house, action, made, sign(house, made, stranger))
    bare = made | {"evidenceRoot": bytes(32)}
    with refused("EvidenceRequired"):
        send(house, action, bare, sign(house, bare))


@pytest.mark.parametrize("action", [HALT, CANCEL])
def test_reports__template_does_not_allow_them__refused(house: House, action: int) -> None:
    house.resolution.setReporter(REPORTER.address, sender=OUTSIDER)
    plain = house.create(house.add_template(kind=MATCH, outcomes=2))
    with refused("NotAllowed"):
        act(house, plain, action, at=house.node.now)


def test_halt_close__before_the_open_or_after_the_close__refused(house: House, window: Market) -> None:
    later = house.create(window.id >> 48, index=1, length=3_600, open_in=500)
    with refused("NotOpenYet", open=later.open):
        act(house, later, HALT, at=house.node.now)
    house.node.next_at(window.close)
    with refused("BettingClosed", close=window.close):
        act(house, window, HALT, at=window.close)


def test_halt_close__while_an_early_close_is_announced__comes_first(house: House, window: Market) -> None:
    at = window.open + 1_300
    house.node.next_at(at)
    house.engine.closeEarly(window.id, sender=KEEPER)
    house.node.next_at(at + 3)
    act(house, window, HALT, at=at)
    assert house.engine.view.market(window.id)["closesAt"] == at + 3
    with refused("NotAllowed"):
        house.engine.closeEarly(window.id, sender=KEEPER)


def test_halt_close__before_half_the_length__needs_no_notice(house: House, window: Market) -> None:
    house.node.next_at(window.open + 300)
    act(house, window, HALT, at=window.open + 300)
    assert house.engine.view.market(window.id)["closesAt"] == window.open + 300


def test_cancel_window__before_its_close__everyone_refunded(house: House, window: Market) -> None:
    house.node.next_at(window.close - 1)
    receipt = act(house, window, CANCEL, at=window.close - 1)
    assert house.void_reason(receipt) == CANCELLED
    assert [event["action"] for event in house.engine.events(receipt, "MarketReported")] == [CANCEL]
    house.assert_all_refunded(window)


def test_cancel_window__not_open_yet__cancelled(house: House, window: Market) -> None:
    later = house.create(window.id >> 48, index=1, length=3_600, open_in=500)
    assert house.void_reason(act(house, later, CANCEL, at=house.node.now)) == CANCELLED
    house.node.travel(later.open)
    with refused("AlreadyDecided", state=VOID):
        house.bet(later, THIRD, 0, 10)


def test_cancel_window__at_its_close_or_decided__refused(house: House, window: Market) -> None:
    house.node.next_at(window.close)
    with refused("BettingClosed", close=window.close):
        act(house, window, CANCEL, at=window.close)
    house.answer(window, 1)
    house.settle_answered(window)
    with refused("AlreadyDecided", state=SETTLED):
        act(house, window, CANCEL, at=house.node.now)


def test_cancel_window__halted_before__its_close_has_passed(house: House, window: Market) -> None:
    act(house, window, HALT, at=house.node.now)
    with refused("BettingClosed"):
        act(house, window, CANCEL, at=house.node.now)


@pytest.mark.parametrize("decide", ["settle", "void"])
def test_market__closed_early__closing_time_stays_right_once_decided(
    house: House, window: Market, decide: str
) -> None:
    at = window.open + 700
    house.node.next_at(at)
    act(house, window, HALT, at=at)
    house.answer(window, 1)
    if decide == "settle":
        house.settle_answered(window)
    else:
        house.node.travel(window.observe_at + 168 * 3_600)
        house.engine.voidExpired(window.id, sender=OUTSIDER)
    view = house.engine.view.market(window.id)
    assert (view["close"], view["closesAt"]) == (window.close, at)
    assert view["net"] == (100 * 10**6 if decide == "settle" else 0)


def test_market_report_digest__report__is_of_the_typed_data_that_a_wallet_shows(house: House) -> None:
    message = {"marketId": 7 << 48, "action": HALT, "at": 1_700_000_000, "evidenceRoot": ROOT}
    domain = {
        "name": "Mutuel Parimutuel",
        "version": "1",
        "chainId": house.node.client.chain_id(),
        "verifyingContract": house.engine.address,
    }
    fields = {"marketId": "uint256", "action": "uint8", "at": "uint32", "evidenceRoot": "bytes32"}
    types = {"MarketReport": [{"name": name, "type": kind} for name, kind in fields.items()]}
    signature = Account.sign_message(encode_typed_data(domain, types, message), REPORTER.key).signature
    digest = house.engine.view.marketReportDigest(message)
    assert Account._recover_hash(digest, signature=signature) == REPORTER.address


def test_halt_close__real_reporters__three_of_five_ascending(chain: Chain) -> None:
    engine = chain.contract("ParimutuelEngine")
    timelock = chain.book.address("Timelock")
    chain.impersonate(timelock)
    chain.send(timelock, engine, "addTemplate", template(sourceId=AAPL, haltable=True))
    now = chain.now()
    market = (PERIOD, 0, now, now + 7_200, now + 9_000, [90 * PRICE, 95 * PRICE, 100 * PRICE, 110 * PRICE])
    count = engine.read("templateCount")
    chain.send(REAL_KEEPER, engine, "createBatch", count, [market])
    made = {"marketId": count << 48 | PERIOD << 8, "action": HALT, "at": now, "evidenceRoot": ROOT}
    digest = engine.read("marketReportDigest", made)
    signatures = [bytes(signer.unsafe_sign_hash(digest).signature) for signer in REPORTERS]
    for bad, error in ((signatures[:2], "QuorumMissing"), (signatures[2::-1], "SignersNotAscending")):
        with refused(error):
            chain.send(REAL_OUTSIDER, engine, "haltClose", made, bad)
    chain.send(REAL_OUTSIDER, engine, "haltClose", made, signatures[:3])
    assert engine.read("market", made["marketId"])["closesAt"] == chain.now()


def report(market: Market, action: int, at: int) -> dict[str, Any]:
    return {"marketId": market.id, "action": action, "at": at, "evidenceRoot": ROOT}


def sign(house: House, made: Mapping[str, Any], signer: Any = REPORTER) -> bytes:
    return bytes(signer.unsafe_sign_hash(house.engine.view.marketReportDigest(made)).signature)


def send(house: House, action: int, made: Mapping[str, Any], signature: bytes) -> Receipt:
    data = house.engine.encode(ACTS[action], made, [signature])
    return house.node.send(OUTSIDER, house.engine.address, data)


def act(house: House, market: Market, action: int, *, at: int) -> Receipt:
    made = report(market, action, at)
    return send(house, action, made, sign(house, made))
