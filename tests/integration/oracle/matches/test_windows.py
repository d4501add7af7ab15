"""Matches on a chain, from the announcement of their windows to the last payout."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlmodel import Session, select

from mutuel.chain.client import Client
from mutuel.db.mirror import Event
from mutuel.domain.market import State, VoidReason
from mutuel.domain.matches import Feed, Match, Mode
from mutuel.domain.resolution.table import QuestionState
from oracle.resolution.plan import REREAD_LEAD
from scripts.replay import plays
from scripts.replay.faults import Fault
from tests.integration.oracle.house import USDC
from tests.integration.oracle.matches.conftest import START, Opener
from tests.integration.oracle.matches.ground import OVERS, SAFE, STAKES, WINNER, Ground, dated, invented
from tests.integration.oracle.verify.liar import Liar
from tests.unit.oracle.matches.cricket import TWINS
from tests.unit.oracle.sources.matches import FIRST, SECOND, cricsheet, steady

DECIDED, RAINED, ABANDONED = 8001, 8003, 8004
ON_CHAIN = ("win_in_the_last_over", "dls_win_of_the_chase", "tie_without_a_super_over", "super_over",
            "no_result_in_the_first_innings")  # fmt: skip
TOTAL = sum(STAKES) * USDC


def void_reason(ground: Ground, template: str, window: int) -> int:
    """As the chain said it."""
    wanted = select(Event).where(
        Event.name == "MarketVoided", Event.about == str(ground.market_id(template, window))
    )
    with Session(ground.house.world.database) as session:
        return int(str(session.exec(wanted).one().args["reason"]))


def test_match__decided__winner_windows_and_over_ranges_settle_and_the_last_window_is_void(
    opened_ground: Opener,
) -> None:
    with opened_ground(*invented(DECIDED, START)) as ground:
        ground.house.work()
        assert all(ground.view(WINNER, window)["state"] == State.OPEN for window in range(6))
        ground.play_until(60)
        played = (WINNER, SAFE, OVERS)
        for template in played:
            ground.bet(template, 0)
        ground.play_until(1_220)
        ground.bet(OVERS, 2)
        ground.play_until(3_060)
        ground.bet(WINNER, 5)
        ground.end()

        assert ground.question(WINNER, 0)[:2] == [QuestionState.FINAL, 1]
        assert ground.question(WINNER, 0)[4] == ground.play.decided_at
        assert [(ground.view(t, 0)["state"], ground.view(t, 0)["winner"]) for t in played] == [
            (State.SETTLED, 1),
            (State.SETTLED, 1),
            (State.SETTLED, 0),
        ]
        assert void_reason(ground, OVERS, 2) == VoidReason.QUESTION
        assert void_reason(ground, WINNER, 5) == VoidReason.KNOWN
        ground.house.work_until(ground.house.now() + ground.house.world.push_after + 1)
        fee = TOTAL // 10
        assert {ground.view(template, 0)["net"] for template in played} == {TOTAL - fee}
        for template, window in ((WINNER, 0), (SAFE, 0), (OVERS, 0), (OVERS, 2), (WINNER, 5)):
            ground.house.assert_honest(ground.market_id(template, window))
        assert f"{ground.play.match.sides[1]} won, final." in said_by_verify(ground)
        nobody = Liar(ground.house.settings.rpc_url, ground.house.book)
        nobody.event("Resolution", "Proposed", lambda args: args | {"noWinner": True})
        assert "nobody won, final." in said_by_verify(ground, nobody.client())


def said_by_verify(ground: Ground, client: Client | None = None) -> str:
    """Of the first window."""
    return "\n".join(ground.house.verified(ground.market_id(WINNER, 0), client).lines())


def test_match__rain__window_is_cancelled_and_announced_again_with_notice(opened_ground: Opener) -> None:
    with opened_ground(*invented(RAINED, START)) as ground:
        ground.play_until(1_210)
        bettors = ground.bet(WINNER, 2)
        before = [ground.house.balance(bettor) for bettor in bettors]
        ground.play_until(1_400, step=60)
        assert [ground.view(WINNER, window)["state"] for window in range(6)] == [1, 1, 3, 3, 3, 3]
        assert {void_reason(ground, WINNER, window) for window in range(2, 6)} == {VoidReason.CANCELLED}
        ground.play_until(2_600, step=60)
        resumed = ground.view(WINNER, 6)
        assert resumed["state"] == State.OPEN
        assert resumed["open"] >= ground.house.now() + 600
        ground.play_until(resumed["open"] - START + 30)
        ground.bet(WINNER, 6)
        ground.play_until(ground.play.decided_at - START + 60)
        ground.end()
        assert (ground.view(WINNER, 6)["state"], ground.view(WINNER, 6)["winner"]) == (State.SETTLED, 0)
        known_at = ground.question(WINNER, 6)[4]
        assert ground.play.decided_at <= known_at <= ground.play.decided_at + 300
        assert void_reason(ground, WINNER, 8) == VoidReason.CANCELLED
        ground.house.work_until(ground.house.now() + ground.house.world.push_after + 1)
        refunded = [ground.house.balance(bettor) for bettor in bettors]
        assert sum(refunded) >= sum(before) + TOTAL
        for window in (2, 6, 8):
            ground.house.assert_honest(ground.market_id(WINNER, window))


def test_match__cancellations_taken_back_by_a_reorg__made_again(opened_ground: Opener) -> None:
    with opened_ground(*invented(RAINED, START)) as ground:
        ground.play_until(1_210)
        ground.bet(WINNER, 2)
        ground.play_until(1_400, step=60)
        ground.house.take_back("MarketReported")
        assert [ground.view(WINNER, window)["state"] for window in range(2, 6)] == [State.OPEN] * 4
        ground.house.work()
        assert [ground.view(WINNER, window)["state"] for window in range(2, 6)] == [State.VOID] * 4


def test_match__abandoned__every_window_is_void(opened_ground: Opener) -> None:
    with opened_ground(*invented(ABANDONED, START)) as ground:
        ground.play_until(60)
        ground.bet(WINNER, 0)
        ground.play_until(700)
        ground.bet(WINNER, 1)
        ground.play_until(1_100, step=60)
        ground.end()
        assert ground.question(WINNER, 0)[0] == QuestionState.VOID
        assert void_reason(ground, WINNER, 0) == VoidReason.QUESTION
        assert void_reason(ground, WINNER, 1) == VoidReason.CANCELLED
        ground.house.assert_honest(ground.market_id(WINNER, 1))
        with pytest.raises(Exception, match="No market has the id"):
            ground.view(WINNER, 6)


@pytest.mark.parametrize("liar", ["espn", "betfair"])
def test_match__two_feeds_name_different_winners__never_settles(opened_ground: Opener, liar: str) -> None:
    with opened_ground(*invented(DECIDED, START)) as ground:
        ground.play_until(60)
        ground.bet(WINNER, 0)
        ground.house.replay.faults[liar] = Fault.OTHER_WINNER
        ground.end(hours=6)
        assert ground.question(WINNER, 0)[0] == QuestionState.DISPUTED
        assert ground.view(WINNER, 0)["state"] == State.OPEN
        ground.play_until(ground.play.decided_at - START + 56 * 3_600, step=7_200)
        assert ground.question(WINNER, 0)[0] == QuestionState.VOID
        assert void_reason(ground, WINNER, 0) == VoidReason.QUESTION


def test_match__feeds_take_back_their_winner__corrected_by_the_keeper_and_so_disputed(
    opened_ground: Opener,
) -> None:
    """Row 7: nobody has to challenge. What the match's feeds say is read again before the window ends."""
    with opened_ground(*invented(DECIDED, START)) as ground:
        ground.play_until(60)
        ground.bet(WINNER, 0)
        lie = {"espn": Fault.OTHER_WINNER, "betfair": Fault.OTHER_WINNER, "cricsheet": Fault.ERROR}
        ground.house.replay.faults.update(lie)
        ground.end(hours=1)
        assert ground.question(WINNER, 0)[:2] == [QuestionState.PROPOSED, 0]
        ground.house.replay.faults.clear()
        resolution, question = ground.house.world.resolution, ground.view(WINNER, 0)["questionId"]
        ends = resolution.read("clockOf", question)["windowEnds"]
        ground.play_until(ends - REREAD_LEAD - 60 - START)
        assert ground.question(WINNER, 0)[:2] == [QuestionState.PROPOSED, 0]
        ground.play_until(ends - REREAD_LEAD - START)
        assert ground.question(WINNER, 0)[:2] == [QuestionState.DISPUTED, 1]
        clock = resolution.read("clockOf", question)
        assert (clock["seq"], clock["corrections"], clock["disputedAt"] < ends) == (2, 1, True)
        assert ground.view(WINNER, 0)["state"] == State.OPEN


@pytest.mark.parametrize("name", ON_CHAIN)
def test_match__twenty_overs_in_windows_of_two__closes_early_and_ends_by_the_official_result(
    opened_ground: Opener, name: str
) -> None:
    outcome, lengths, winner = TWINS[name]
    innings = [
        steady(*((7 * i + 3 * over) % 11 for over in range(length))) for i, length in enumerate(lengths)
    ]
    file = dated(cricsheet(outcome, innings, super_over=True), START)
    with opened_ground(twenty_overs(), file) as ground:
        ground.play_until(60)
        ground.bet(WINNER, 0)
        ground.bet(SAFE, 0)
        ground.play_until(600, step=60)
        view = ground.view(WINNER, 0)
        assert view["close"] == START + 600
        assert START + 480 + 6 <= view["closesAt"] < START + 600
        ground.play_until(ground.play.decided_at - START + 60)
        ground.end()
        states = [ground.view(template, 0)["state"] for template in (WINNER, SAFE)]
        if winner is None:
            assert states == [State.VOID, State.VOID]
            assert void_reason(ground, WINNER, 0) == VoidReason.QUESTION
        else:
            assert states == [State.SETTLED, State.SETTLED]
            assert ground.view(SAFE, 0)["winner"] == (FIRST, SECOND).index(winner)


def twenty_overs() -> Match:
    """A T20 match of the archive's shape, in windows by its overs."""
    template = plays.load(plays.SYNTHETIC)[0].match
    sides = (FIRST, SECOND)
    return replace(
        template,
        number=77,
        sides=sides,
        start=START,
        latest_end=START + 6 * 3_600,
        mode=Mode.OVERS,
        windows=20,
        overs=20,
        templates=(WINNER, SAFE),
        feeds={name: Feed(feed.id, sides) for name, feed in template.feeds.items()},
    )
