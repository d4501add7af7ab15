"""Case 19 of the protocol on the whole house: one report, two markets, and only the one it cannot decide waits."""

from dataclasses import dataclass

import pytest

from mutuel.chain.contracts import Contract
from tests.contracts.deployed import Event, Receipt
from tests.contracts.refusals import refused
from tests.contracts.resolution.desk import (
    AAPL,
    CHALLENGER,
    DAY,
    DISPUTED,
    FINAL,
    HOUR,
    KEEPER,
    NOT_BEFORE,
    OUTSIDER,
    PROPOSER,
    RULED,
    USDC,
    VOID,
    WINDOW,
    Desk,
    Question,
    Report,
    Ruling,
)

PERIOD = 20_000
STAKE = 20 * USDC
LOW, VALUE, HIGH = 640_10000000, 640_15000000, 640_20000000
STRADDLED, FAR = 640_20000000, 700_00000000
BY_QUESTION = 7
CONTEST_WINDOW, RULING_TIME = 96 * HOUR, 48 * HOUR


@dataclass(frozen=True)
class Week:
    """Two markets of two ranges that share one question; PROPOSER bet on the upper range, CHALLENGER on the lower."""

    desk: Desk
    engine: Contract
    question: Question
    straddled: int
    sibling: int

    def send(self, at: int, function: str, *arguments: object) -> Receipt:
        """To the engine, by somebody who has no part in it."""
        self.desk.chain.at(at)
        return self.desk.chain.send(OUTSIDER, self.engine, function, *arguments)

    def settle(self, market: int, at: int) -> Event:
        return self.send(at, "settle", market).events(self.engine)[0]

    def payouts(self, market: int) -> list[int]:
        return [self.engine.read("payoutOf", market, person) for person in (PROPOSER, CHALLENGER)]


@pytest.fixture
def week(desk: Desk) -> Week:
    """The report says 640.15, its extremes 640.10 and 640.20: the latter lies on an edge of one market."""
    chain, engine = desk.chain, desk.chain.contract("ParimutuelEngine")
    timelock = chain.book.address("Timelock")
    chain.impersonate(timelock)
    opens = chain.now() + 10
    observe_at = opens + 2 * HOUR
    markets = []
    for edge in (STRADDLED, FAR):
        chain.send(timelock, engine, "addTemplate", template())
        new = (PERIOD, 0, opens, opens + HOUR, observe_at, [edge, 0, 0, 0])
        made = chain.send(KEEPER, engine, "createBatch", engine.read("templateCount"), [new])
        markets.append(int(made.events(engine)[0].arguments["marketId"]))
    chain.mine_at(opens)
    for market in markets:
        for account, outcome in ((PROPOSER, 1), (CHALLENGER, 0)):
            chain.send(account, engine, "betFromCredit", market, outcome, STAKE, 0)
    question = Question(AAPL, observe_at, PERIOD.to_bytes(32, "big"))
    return Week(desk, engine, question, *markets)


def template() -> dict[str, object]:
    return {
        "kind": 0, "outcomes": 2, "k0": 1, "k1": 1, "subjectRule": 1, "sourceId": AAPL, "source2Id": 0,
        "takeoutBps": 0, "insuranceBps": 0, "capFloor": 100 * USDC, "capMax": 1_000 * USDC,
        "maxPool": 10_000 * USDC, "mergeBelow": 0, "minLosers": USDC, "minLosersBps": 0, "knownGuard": 0,
        "contestable": True, "haltable": False, "closableEarly": False, "cancellable": False,
    }  # fmt: skip


def answered(week: Week) -> int:
    """Reported and final; returns the next second."""
    at = week.question.at + NOT_BEFORE
    week.desk.propose(Report(week.question, values=(VALUE, LOW, HIGH)), at)
    week.desk.finalise(week.question, at + WINDOW)
    return at + WINDOW + 1


def test_settle__extremes_straddle_an_edge_of_one_market__its_sibling_settles_and_it_ends_void(
    week: Week,
) -> None:
    desk, at = week.desk, answered(week)
    asked = {week.engine.read("market", market)["questionId"] for market in (week.straddled, week.sibling)}
    assert len(asked) == 1
    with refused("Contested", until=week.question.at + CONTEST_WINDOW):
        week.settle(week.straddled, at)
    with refused("NothingToContest"):
        week.send(at + 1, "contest", week.sibling)
    week.send(at + 2, "contest", week.straddled)
    contest = desk.resolution.read("contestIdOf", week.engine.address, week.straddled)
    assert desk.resolution.read("observation", contest)[0] == DISPUTED

    settled = week.settle(week.sibling, at + 3)
    assert (settled.name, settled.arguments["outcome"], settled.arguments["value"]) == (
        "MarketSettled",
        0,
        VALUE,
    )
    assert week.payouts(week.sibling) == [0, 2 * STAKE]
    with refused("QuestionNotFinal", state=DISPUTED):
        week.settle(week.straddled, at + 4)

    ends = at + 2 + RULING_TIME + 1
    desk.chain.at(ends - 1)
    with refused("TooEarly", at=ends):
        desk.chain.send(OUTSIDER, desk.resolution, "voidUnruled", contest)
    desk.chain.at(ends)
    desk.chain.send(OUTSIDER, desk.resolution, "voidUnruled", contest)
    assert (desk.resolution.read("observation", contest)[0], desk.state(week.question)) == (VOID, FINAL)

    voided = week.settle(week.straddled, ends + 1)
    assert (voided.name, voided.arguments["reason"]) == ("MarketVoided", BY_QUESTION)
    assert week.payouts(week.straddled) == [STAKE, STAKE]
    for at, market in enumerate((week.straddled, week.sibling), ends + 2):
        week.send(at, "push", market, [PROPOSER, CHALLENGER])
        assert desk.escrow.read("lockedOf", week.engine.address, market)[0] == 0


@pytest.mark.parametrize(("ruling", "payouts"), [(STRADDLED, [2 * STAKE, 0]), (LOW, [0, 2 * STAKE])])
def test_settle__contest_is_ruled_on__pays_by_the_ruling_and_not_by_the_report(
    week: Week, ruling: int, payouts: list[int]
) -> None:
    desk, at = week.desk, answered(week)
    week.send(at, "contest", week.straddled)
    contest = desk.resolution.read("contestIdOf", week.engine.address, week.straddled)
    desk.rule(contest, at + 1, Ruling(ruling))
    with refused("QuestionNotFinal", state=RULED):
        week.settle(week.straddled, at + 2)
    desk.chain.at(at + 1 + DAY)
    desk.chain.send(OUTSIDER, desk.resolution, "finalise", contest)
    assert week.settle(week.straddled, at + 2 + DAY).arguments["value"] == ruling
    assert week.payouts(week.straddled) == payouts
    assert week.settle(week.sibling, at + 3 + DAY).arguments["value"] == VALUE


def test_settle__question_is_ruled_on__no_market_is_contested_any_more(week: Week) -> None:
    """A halted close: both markets settle on the ruling, whose extremes are itself."""
    desk, question = week.desk, week.question
    at = desk.disputed(question)
    desk.rule(question.id, at + 1, Ruling(STRADDLED))
    desk.finalise(question, at + 1 + DAY)
    with refused("NothingToContest"):
        week.send(at + 2 + DAY, "contest", week.straddled)
    assert week.settle(week.straddled, at + 3 + DAY).arguments["outcome"] == 1
    assert week.settle(week.sibling, at + 4 + DAY).arguments["outcome"] == 0


def test_settle__nobody_reported_and_the_question_is_ruled_on__pays(week: Week) -> None:
    """A question that was silent counts as known at its observation, else the ruling could only void."""
    desk, question = week.desk, week.question
    at = question.at + DAY + 1
    desk.escalate(question, at)
    desk.rule(question.id, at + 1, Ruling(STRADDLED))
    desk.finalise(question, at + 1 + DAY)
    assert week.settle(week.straddled, at + 2 + DAY).name == "MarketSettled"
    assert week.payouts(week.straddled) == [2 * STAKE, 0]


def test_settle__straddled_but_nobody_contests_for_96_hours__the_value_stands(week: Week) -> None:
    answered(week)
    until = week.question.at + CONTEST_WINDOW
    with refused("Contested", until=until):
        week.settle(week.straddled, until)
    assert week.settle(week.straddled, until + 1).arguments["outcome"] == 0
    assert week.payouts(week.straddled) == [0, 2 * STAKE]
