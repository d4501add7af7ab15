"""The longest way through the state table, walked to its last second: seven days exactly, at the longest window."""

from dataclasses import replace

import pytest

from tests.contracts.refusals import refused
from tests.contracts.resolution.desk import (
    CHALLENGER,
    DAY,
    FINAL,
    HOUR,
    KEEPER,
    PROPOSER,
    REPORTERS,
    USDC,
    Desk,
    Question,
    Report,
    Ruling,
)

PRICE = 640_00000000
SIX_HOURS, FIFTEEN_HOURS = 6 * HOUR, 15 * HOUR


def walk(desk: Desk, question: Question, window: int) -> int:
    """Report, two corrections, challenge, second report, second challenge, ruling: each at its last second. Returns
    the first second at which the ruling can be final."""
    report = Report(question)
    at = question.at + DAY
    desk.propose(report, at)
    for seq in (2, 3):
        at += window - 1
        desk.propose(replace(report, seq=seq), at)
    at += window - 1
    desk.challenge(question, at)
    at += 12 * HOUR
    desk.propose(replace(report, seq=4, signers=REPORTERS[:4]), at)
    with refused("NoCorrectionLeft"):
        desk.propose(replace(report, seq=5, signers=REPORTERS[:4]), at + 1)
    at += window - 1
    desk.challenge(question, at)
    at += 48 * HOUR
    desk.fallback_rule(question.id, at, Ruling(PRICE))
    return at + DAY


@pytest.mark.parametrize("window", [HOUR, 2 * HOUR, SIX_HOURS, FIFTEEN_HOURS])
def test_question__every_step_at_its_last_second__is_final_within_seven_days(desk: Desk, window: int) -> None:
    question = replace(desk.stock(), source=desk.add_source(window=window))
    at = walk(desk, question, window)
    with refused("TooEarly", at=at):
        desk.finalise(question, at - 1)
    desk.finalise(question, at)
    assert desk.state(question) == FINAL
    took = at - question.at
    assert took == 108 * HOUR + 4 * window - 4  # each window's last second is its last but one of the sum
    assert took <= 168 * HOUR


def test_add_source__longer_window__refuses_for_it_could_outlive_seven_days(desk: Desk) -> None:
    with refused("SourceInvalid", field=11):
        desk.add_source(window=FIFTEEN_HOURS + 1)


def test_market__on_the_longest_way__settles_in_its_last_seconds_and_pays(desk: Desk) -> None:
    """The ruling holds four seconds before anybody may void the market."""
    chain, engine = desk.chain, desk.chain.contract("ParimutuelEngine")
    timelock, source = chain.book.address("Timelock"), desk.add_source(window=FIFTEEN_HOURS)
    template = {
        "kind": 0, "outcomes": 2, "k0": 1, "k1": 1, "subjectRule": 1, "sourceId": source, "source2Id": 0,
        "takeoutBps": 0, "insuranceBps": 0, "capFloor": 100 * USDC, "capMax": 1_000 * USDC,
        "maxPool": 10_000 * USDC, "mergeBelow": 0, "minLosers": USDC, "minLosersBps": 0, "knownGuard": 0,
        "contestable": True, "haltable": False, "closableEarly": False, "cancellable": False,
    }  # fmt: skip
    chain.send(timelock, engine, "addTemplate", template)
    opens = chain.now() + 10
    new = (20_000, 0, opens, opens + HOUR, opens + 2 * HOUR, [PRICE, 0, 0, 0])
    made = chain.send(KEEPER, engine, "createBatch", engine.read("templateCount"), [new])
    market = made.events(engine)[0].arguments["marketId"]
    chain.mine_at(opens)
    for person, outcome in ((PROPOSER, 1), (CHALLENGER, 0)):
        chain.send(person, engine, "betFromCredit", market, outcome, 20 * USDC, 0)

    question = Question(source, opens + 2 * HOUR, (20_000).to_bytes(32, "big"))
    at = walk(desk, question, FIFTEEN_HOURS)
    desk.finalise(question, at)
    with refused("TooEarly", at=question.at + 168 * HOUR):
        chain.at(at + 1)
        chain.send(CHALLENGER, engine, "voidExpired", market)
    chain.at(at + 2)
    chain.send(CHALLENGER, engine, "settle", market)
    assert at + 2 < question.at + 168 * HOUR
    assert engine.read("payoutOf", market, PROPOSER) == 40 * USDC
