"""A reported close against the feed of its tokenised share, over a week in which the share was split four for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
import structlog

from mutuel.domain.resolution.decide import Final
from mutuel.domain.units import Bps
from mutuel.errors import CallRefused
from oracle.acts import Acts
from oracle.calendar import Session
from oracle.observations.band import Band
from oracle.observations.observe import Asked
from oracle.reports import sanity
from oracle.reports.sanity import OUT_OF_BAND
from oracle.world import World
from scripts.replay.histories import SYNTHETIC, load
from tests.unit.oracle.asking import DAYS, TICK, ask, decide, question
from tests.unit.oracle.close_answers import SESSION

BASIS = DAYS.on(SESSION.day - timedelta(days=7))
QUESTION = question("AAPL", SESSION, BASIS.day)
DECIDED = decide(ask(load(SYNTHETIC), "AAPL", SESSION, BASIS.day), "AAPL", SESSION, BASIS.day)
NOW = SESSION.closes_are_corrected_at
BAND = Band("0x" + "11" * 20, "Coinbase AAPL", Bps(300))
PHASE = 3 << 64


def closing(day: Session) -> int:
    """In shares of the basis day."""
    if day == SESSION:
        assert isinstance(DECIDED.verdict, Final)
        return DECIDED.verdict.reading.value
    closes: Any = DECIDED.findings[0].answer.result
    return int(closes.by_day[day.day])


@dataclass
class Feed:
    """Rounds as (updated at, price), numbered from 1."""

    rounds: list[tuple[int, int]]
    description: str = "Coinbase AAPL"
    decimals: int = 8

    def read(self, function: str, *arguments: int) -> Any:
        if function in ("description", "decimals"):
            return getattr(self, function)
        number = arguments[0] - PHASE if arguments else len(self.rounds)
        if not 0 < number <= len(self.rounds):
            raise CallRefused("NoData", "there is no such round")
        at, price = self.rounds[number - 1]
        return [PHASE + number, price, at, at, PHASE + number]


@dataclass
class Noted:
    done: set[str] = field(default_factory=set)

    def is_done(self, key: str) -> bool:
        return key in self.done

    def note_done(self, key: str, _now: int) -> None:
        assert key not in self.done
        self.done.add(key)


def feed(gain_bps: int = 0, shares: int = 1) -> Feed:
    """A feed that gained so much more than the share; between the closes it was elsewhere."""
    start, end = closing(BASIS) * shares, closing(SESSION) * shares * (10_000 + gain_bps) // 10_000
    seen = [
        (BASIS.close - 3_600, start),
        (BASIS.close + 9, start * 2),
        (SESSION.close - 60, end),
        (NOW, end * 2),
    ]
    return Feed(seen)


def watched(
    monkeypatch: pytest.MonkeyPatch, told: Feed, acts: Noted, basis: Session = BASIS, **bands: Band
) -> Mapping[str, Any]:
    """The line that was logged; empty if there was none."""
    monkeypatch.setattr(sanity, "Contract", lambda *_: told)
    world = SimpleNamespace(bands=bands or {"AAPL": BAND}, client=None, calendar=lambda *_: DAYS)
    asked = Asked("AAPL", SESSION, basis.day, TICK, SESSION.day)
    with structlog.testing.capture_logs() as lines:
        sanity.watch(cast(World, world), cast(Acts, acts), QUESTION, asked, DECIDED, NOW)
    return lines[0] if lines else {}


@pytest.mark.parametrize(
    ("gain_bps", "out"), [(0, False), (-250, False), (299, False), (310, True), (-310, True)]
)
@pytest.mark.parametrize("shares", [1, 4])
def test_watch__feed_gained_as_much_or_otherwise__alarm_only_beyond_the_width(
    monkeypatch: pytest.MonkeyPatch, gain_bps: int, out: bool, shares: int
) -> None:
    acts = Noted()
    line = watched(monkeypatch, feed(gain_bps, shares), acts)
    assert (line["event"], line["out"]) == ("sanity band", out)
    assert abs(line["bps"] - abs(gain_bps)) <= 12
    assert acts.done == ({f"{OUT_OF_BAND}{QUESTION.id}"} if out else set())


def test_watch__reported_once_more__noted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    acts = Noted()
    for _ in range(2):
        watched(monkeypatch, feed(900), acts)
    assert len(acts.done) == 1


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (replace(feed(), description="LINK / USD"), "calls itself 'LINK / USD'"),
        (replace(feed(), decimals=18), "18 decimals"),
        (Feed([]), "has no round"),
        (Feed([(NOW, 5)]), "no round of this phase is that old"),
        (Feed([(BASIS.close - 200_000, 5), (NOW, 5)]), "stale"),  # older than a day and a half
    ],
)
def test_watch__feed_does_not_tell__said_and_nothing_noted(
    monkeypatch: pytest.MonkeyPatch, told: Feed, words: str
) -> None:
    acts = Noted()
    line = watched(monkeypatch, told, acts)
    assert (line["event"], line["log_level"], acts.done) == ("no sanity band", "warning", set())
    assert words in line["reason"]


def test_watch__no_band_of_this_share_or_no_span__nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert watched(monkeypatch, feed(), Noted(), MSFT=BAND) == {}
    assert watched(monkeypatch, feed(), Noted(), basis=SESSION) == {}
