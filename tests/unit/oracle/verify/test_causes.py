"""Why betting was closed or a window cancelled, read again from the archived bodies."""

from __future__ import annotations

import json
from datetime import datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest

from mutuel.chain.history import Event
from mutuel.chain.markets import Seen
from mutuel.domain.ids import market_id
from mutuel.domain.matches import Feed, Match, Mode
from mutuel.settings import Settings
from oracle.calendar import NEW_YORK
from oracle.evidence import Evidence
from oracle.markets.halts import evidence_of
from oracle.matches.evidence import of_cancellation
from oracle.matches.reports import CANCEL, HALT
from oracle.observations.matches import ask
from oracle.sources.closes import Refusal, Why
from oracle.sources.espn import DECLARATION, parse_scoreboard
from oracle.sources.feeds import FeedAnswer, answer, utc_day
from oracle.sources.halts import Halt, HaltRecord
from oracle.sources.transport import Page
from oracle.verify import causes
from oracle.verify.report import Report, Verdict
from oracle.verify.site import Site
from tests.unit.oracle.sources.matches import CRICKET_IDS, FIRST, SECOND, START, espn
from tests.unit.oracle.sources.test_halts import rss

NUMBER, AT = 77, START + 1_300
FEED = Feed(CRICKET_IDS["espn"], (FIRST, SECOND))
MATCH = Match(
    NUMBER, "CRICKET", (FIRST, SECOND), START, START + 14_400, Mode.TIME, 600, 6, feeds={"espn": FEED}
)
OFFLINE = Settings(**{name: "" for name in Settings.model_fields if name.endswith("_url")})
PATH = "/apis/site/v2/sports/cricket/8048/scoreboard"
DAYS = f"dates={utc_day(START - 86_400)}-{utc_day(MATCH.latest_end)}&limit=300"
NOON = int(datetime(2026, 10, 14, 12, tzinfo=NEW_YORK).timestamp())


def checked(kept: Evidence, action: int, at: int, *matches: Match) -> tuple[Verdict, str]:
    site = SimpleNamespace(matches={one.number: one for one in matches}, feeds=ask.feeds(OFFLINE))
    seen = SimpleNamespace(market=SimpleNamespace(id=market_id(9, NUMBER, 2)))
    event: Any = SimpleNamespace(args={"action": action, "at": at})
    report = Report(1, 1)
    causes.check(cast(Site, site), report, cast(Seen, seen), cast(Event, event), kept, "Report")
    (check,) = report.checks
    return check.verdict, check.said


def says(**status: Any) -> FeedAnswer:
    page = Page(f"{PATH}?{DAYS}", 200, json.dumps(espn(**status)).encode())
    return answer(DECLARATION, page, parse_scoreboard, ask.wanted(MATCH, "espn"))


STOPPED = says(name="STATUS_RAIN_DELAY", state="in", completed=False)
ON = says(name="STATUS_IN_PROGRESS", state="in", completed=False)
SILENT = FeedAnswer(DECLARATION, (), Refusal(Why.TIMED_OUT, "no answer within 10 s"))


def cancelled(
    said: FeedAnswer, *, reason: str = "play stopped", at: int = AT, known: bool = True
) -> tuple[Verdict, str]:
    kept = of_cancellation(MATCH, reason, at, [said])
    return checked(kept, CANCEL, AT, *([MATCH] if known else []))


@pytest.mark.parametrize(("said", "play"), [(STOPPED, "stopped"), (says(), "over")], ids=["rain", "the_end"])
def test_check__a_body_shows_that_play_stopped_or_ended__holds(said: FeedAnswer, play: str) -> None:
    verdict, words = cancelled(said)
    assert verdict is Verdict.HOLDS
    assert f"espn says {play}" in words


@pytest.mark.parametrize(("said", "words"), [(ON, "espn says on"), (SILENT, "espn said nothing")])
def test_check__no_body_shows_a_stop_or_an_end__is_unchecked_with_the_reporters_reason(
    said: FeedAnswer, words: str
) -> None:
    """It may have been seen before: a stop that was over by the time the last window was cancelled."""
    verdict, told = cancelled(said)
    assert verdict is Verdict.UNCHECKED
    assert words in told
    assert "play stopped" in told


def test_check__manifest_says_stopped_over_a_body_that_says_on__differs() -> None:
    kept = of_cancellation(MATCH, "play stopped", AT, [ON])
    manifest = json.loads(json.dumps(kept.manifest))
    manifest["answers"][0]["play"] = "stopped"
    verdict, said = checked(Evidence(manifest, kept.bodies), CANCEL, AT, MATCH)
    assert verdict is Verdict.DIFFERS
    assert "/answers/0/play" in said


def test_check__bodies_of_another_time_than_was_signed__differs() -> None:
    assert cancelled(STOPPED, at=AT - 86_400)[0] is Verdict.DIFFERS


def test_check__match_that_is_not_listed__is_unchecked() -> None:
    verdict, said = cancelled(STOPPED, known=False)
    assert verdict is Verdict.UNCHECKED
    assert "is not in the list of matches" in said


@pytest.mark.parametrize("manifest", [{}, {"answers": 7}, {"answers": [], "cancelled": 7}])
@pytest.mark.parametrize("action", [HALT, CANCEL])
def test_check__no_manifest_of_such_an_act__differs(action: int, manifest: dict[str, Any]) -> None:
    assert checked(Evidence(manifest, ()), action, AT, MATCH)[0] is Verdict.DIFFERS


def halted(*rows: tuple[str, str, str, str], told: Halt | None = None, at: int = NOON) -> tuple[Verdict, str]:
    whole = Halt("SPY", NOON - 60, None, "MWC1")
    record = HaltRecord(told or whole, (Page("/rss", 200, rss(*rows)),))
    return checked(evidence_of(record, at), HALT, NOON)


WHOLE = ("SPY", "11:59:00", "MWC1", "")


def test_check__record_tells_a_halt_of_the_whole_market__holds() -> None:
    assert halted(("AAPL", "11:00:00", "T1", ""), WHOLE)[0] is Verdict.HOLDS


@pytest.mark.parametrize(
    "row",
    [
        ("AAPL", "11:59:00", "T1", ""),
        ("SPY", "12:01:00", "MWC1", ""),
        ("SPY", "11:00:00", "MWC1", "11:15:00"),
    ],
    ids=["one_share", "later", "over"],
)
def test_check__record_tells_no_halt_of_the_whole_market_then__differs(
    row: tuple[str, str, str, str],
) -> None:
    verdict, said = halted(row)
    assert verdict is Verdict.DIFFERS
    assert "no record tells a halt of the whole market" in said


def test_check__manifest_tells_another_halt_or_time_than_the_record__differs() -> None:
    assert halted(WHOLE, told=Halt("QQQ", NOON - 60, None, "MWC3"))[0] is Verdict.DIFFERS
    assert halted(WHOLE, at=NOON + 60)[0] is Verdict.DIFFERS
