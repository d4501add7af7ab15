"""Ten-minute rounds decided by signed reports, from proof to payout: ties, two networks that differ, and fallback."""

from dataclasses import dataclass, replace

import pytest

from mutuel.chain.contracts import Contract
from scripts.replay.signing_network import SigningNetwork, feed_id
from tests.contracts.deployed import Chain, Receipt
from tests.contracts.refusals import refused
from tests.contracts.resolution.desk import (
    CHALLENGER,
    DISPUTED,
    FINAL,
    HOUR,
    KEEPER,
    MINTER,
    OUTSIDER,
    PROPOSED,
    PROPOSER,
    USDC,
    VOID,
    Desk,
    Question,
    Report,
)
from tests.streams import LARGE, SMALL

UPDOWN = 1
ROUND = 600
WINDOW = 120
STAKE = 20 * USDC
FEED = feed_id(3, "BTC / USD")
STOCK = feed_id(11, "AAPL")
UNIT = 10**10  # one unit of the eighth decimal, in 18 decimals
PRICE = 64_000 * 10**18
DOWN, UP = 0, 1
TIE, BY_QUESTION = 1, 7


@dataclass(frozen=True)
class Game:
    """A round, its two questions and two people who bet against each other."""

    desk: Desk
    engine: Contract
    market: int
    start: Question
    end: Question

    def prove(self, question: Question, price: int, at: int, by: SigningNetwork = SMALL) -> Receipt:
        return self.desk.prove_raw(question, at, by.report(FEED, question.at, price=price))

    def play(self, first: int, last: int) -> Receipt:
        """Start and end are proved and final at `first` and `last`, then the round is settled."""
        at = self.end.at + 1
        self.prove(self.start, first, at)
        self.prove(self.end, last, at + 1)
        return self.finish(at + 1 + WINDOW)

    def finish(self, at: int) -> Receipt:
        for number, question in enumerate((self.start, self.end)):
            self.desk.finalise(question, at + number)
        return self.settle(at + 2)

    def settle(self, at: int) -> Receipt:
        self.desk.chain.at(at)
        return self.desk.chain.send(OUTSIDER, self.engine, "settle", self.market)

    def contest(self, at: int) -> Receipt:
        self.desk.chain.at(at)
        return self.desk.chain.send(OUTSIDER, self.engine, "contest", self.market)

    def told(self, receipt: Receipt) -> tuple[str, int]:
        """How the engine decided: the event, and its winner or reason."""
        [event] = receipt.events(self.engine)
        said = event.arguments
        return event.name, int(said["outcome"] if "outcome" in said else said["reason"])


def configure(chain: Chain, other: SigningNetwork) -> None:
    """The local verifier believes a second network too."""
    verifier, deployer = chain.contract("StreamsVerifier"), MINTER
    signers = sorted(other.signer_set.signers)
    chain.send(deployer, verifier, "setConfiguration", other.digest, signers, other.faulty)


@pytest.fixture
def game(desk: Desk) -> Game:
    chain, engine = desk.chain, desk.chain.contract("ParimutuelEngine")
    source = desk.add_stream(FEED)
    timelock = chain.book.address("Timelock")
    chain.send(timelock, engine, "addTemplate", template(source))
    opens = chain.now() + 10
    times = (opens, opens + ROUND, opens + 2 * ROUND)
    new = (opens // ROUND, 0, *times, [times[1], 0, 0, 0])
    number = engine.read("templateCount")
    chain.at(opens)
    made = chain.send(KEEPER, engine, "createBatch", number, [new])
    market = int(made.events(engine)[0].arguments["marketId"])
    for account, outcome in ((PROPOSER, UP), (CHALLENGER, DOWN)):
        chain.send(account, engine, "betFromCredit", market, outcome, STAKE, 0)
    return Game(desk, engine, market, Question(source, times[1]), Question(source, times[2]))


def template(source: int) -> dict[str, object]:
    return {
        "kind": UPDOWN, "outcomes": 2, "k0": 1, "k1": 1, "subjectRule": 0, "sourceId": source, "source2Id": 0,
        "takeoutBps": 0, "insuranceBps": 0, "capFloor": 100 * USDC, "capMax": 1_000 * USDC,
        "maxPool": 10_000 * USDC, "mergeBelow": 0, "minLosers": USDC, "minLosersBps": 0, "knownGuard": 0,
        "contestable": True, "haltable": False, "closableEarly": False, "cancellable": False,
    }  # fmt: skip


@pytest.mark.parametrize(("change", "winner"), [(UNIT, UP), (-UNIT, DOWN)])
def test_settle__proved_by_stream__pays_the_side_that_was_right(game: Game, change: int, winner: int) -> None:
    assert game.told(game.play(PRICE, PRICE + change)) == ("MarketSettled", winner)
    for account, outcome in ((PROPOSER, UP), (CHALLENGER, DOWN)):
        expected = 2 * STAKE if outcome == winner else 0
        assert game.engine.read("payoutOf", game.market, account) == expected


@pytest.mark.parametrize("change", [0, 1, UNIT - 1])
def test_settle__equal_once_cut_to_8_decimals__is_a_tie(game: Game, change: int) -> None:
    """Truncation creates a tie that 18 decimals would not have."""
    assert game.told(game.play(PRICE, PRICE + change)) == ("MarketVoided", TIE)
    assert game.engine.read("payoutOf", game.market, CHALLENGER) == STAKE


def test_settle__a_hair_below_the_next_unit__is_no_tie(game: Game) -> None:
    """Truncation removes a tie that rounding would make."""
    assert game.told(game.play(PRICE, PRICE - 1)) == ("MarketSettled", DOWN)


def test_prove__reports_of_two_networks__widen_and_the_first_value_stands(desk: Desk, game: Game) -> None:
    configure(desk.chain, LARGE)
    at = game.end.at + 1
    game.prove(game.end, PRICE + 5 * UNIT, at)
    game.prove(game.end, PRICE - 5 * UNIT, at + WINDOW - 1, LARGE)
    low, high = (PRICE - 5 * UNIT) // UNIT, (PRICE + 5 * UNIT) // UNIT
    assert desk.resolution.read("observation", game.end.id) == [
        PROPOSED, high, low, high, game.end.at, False,
    ]  # fmt: skip
    with refused("NothingNew"):
        game.prove(game.end, PRICE, at + WINDOW - 1)
    with refused("TooLate"):
        game.prove(game.end, PRICE - 9 * UNIT, at + WINDOW, LARGE)


def test_contest__two_networks_name_different_winners__ends_void_for_this_market_alone(
    desk: Desk, game: Game
) -> None:
    configure(desk.chain, LARGE)
    at = game.end.at + 1
    game.prove(game.start, PRICE, at)
    game.prove(game.end, PRICE + 5 * UNIT, at + 1)
    game.prove(game.end, PRICE - 5 * UNIT, at + 2, LARGE)
    desk.finalise(game.start, at + 200)
    desk.finalise(game.end, at + 201)
    with refused("Contested"):
        game.settle(at + 202)
    game.contest(at + 203)
    contest = desk.resolution.read("contestIdOf", game.engine.address, game.market)
    assert desk.resolution.read("observation", contest)[0] == DISPUTED
    with refused("QuestionNotFinal", state=DISPUTED):
        game.settle(at + 204)
    end = at + 203 + 48 * HOUR + 1
    desk.chain.at(end)
    desk.chain.send(OUTSIDER, desk.resolution, "voidUnruled", contest)
    assert game.told(game.settle(end + 1)) == ("MarketVoided", BY_QUESTION)
    assert desk.state(game.end) == FINAL
    for account in (PROPOSER, CHALLENGER):
        assert game.engine.read("payoutOf", game.market, account) == STAKE


def test_contest__two_networks_name_one_winner__has_nothing_to_contest(desk: Desk, game: Game) -> None:
    configure(desk.chain, LARGE)
    at = game.end.at + 1
    game.prove(game.start, PRICE, at)
    game.prove(game.end, PRICE + 9 * UNIT, at + 1)
    game.prove(game.end, PRICE + 5 * UNIT, at + 2, LARGE)
    with refused("NothingToContest"):
        game.contest(at + 3)
    assert game.told(game.finish(at + 200)) == ("MarketSettled", UP)


def test_cross_check__exchanges_far_from_the_stream__voids_the_round_after_48_hours(
    desk: Desk, game: Game
) -> None:
    at = game.end.at + 1
    game.prove(game.start, PRICE, at)
    game.prove(game.end, PRICE, at + 1)
    far = PRICE // UNIT * 1_006 // 1_000
    desk.cross_check(Report(game.end, values=(far, far, far)), at + 60)
    desk.finalise(game.start, at + 200)
    desk.void_expired(game.end, at + 60 + 48 * HOUR + 1)
    assert game.told(game.settle(at + 60 + 48 * HOUR + 2)) == ("MarketVoided", BY_QUESTION)


def test_propose__no_report_for_an_hour__the_exchanges_decide(desk: Desk, game: Game) -> None:
    game.prove(game.start, PRICE, game.end.at + 1)
    desk.finalise(game.start, game.end.at + 200)
    value = PRICE // UNIT
    report = Report(game.end, values=(value + 3, value + 1, value + 2))
    with refused("TooEarly", at=game.end.at + HOUR):
        desk.propose(report, game.end.at + HOUR - 1)
    desk.propose(report, game.end.at + HOUR)
    desk.finalise(game.end, game.end.at + 3 * HOUR)
    assert desk.resolution.read("observation", game.end.id)[:2] == [FINAL, value + 2]
    assert game.told(game.settle(game.end.at + 3 * HOUR + 1)) == ("MarketSettled", UP)


def test_void_expired__nothing_for_a_day__voids(desk: Desk, game: Game) -> None:
    desk.void_expired(game.end, game.end.at + 24 * HOUR + 1)
    assert desk.state(game.end) == VOID


@pytest.mark.parametrize("status", [0, 1, 2, 3, 4])
def test_prove__stock_market_not_closed__refuses(desk: Desk, status: int) -> None:
    """Status 2 at the close: trading still goes on, or was halted."""
    question = replace(desk.coin(), source=desk.add_stream(STOCK, status=5))
    proof = SMALL.report(STOCK, question.at, marketStatus=status)
    with refused("WrongMarketStatus", marketStatus=status):
        desk.prove_raw(question, question.at + 1, proof)
    desk.prove_raw(question, question.at + 2, SMALL.report(STOCK, question.at, marketStatus=5))
    assert desk.state(question) == PROPOSED


def test_prove__report_of_another_second__refuses(desk: Desk, game: Game) -> None:
    with refused("WrongTime"):
        desk.prove_raw(game.end, game.end.at + 5, SMALL.report(FEED, game.end.at + 1, price=PRICE))


def test_prove__report_expired__refuses_within_the_day(desk: Desk, game: Game) -> None:
    short = SMALL.report(FEED, game.end.at, price=PRICE, expiresAt=game.end.at + 60)
    with refused("ReportExpired", expiresAt=game.end.at + 60):
        desk.prove_raw(game.end, game.end.at + 61, short)
