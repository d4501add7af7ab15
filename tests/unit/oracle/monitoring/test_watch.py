"""Alarms are told once when they begin and once when they are over; the metrics say how many hold."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest
import structlog
from sqlmodel import Session, SQLModel

from mutuel.db.engine import open_engine
from mutuel.db.oracle import Status
from mutuel.domain.resolution.decide import Entry, Quorum
from oracle.monitoring import watch
from oracle.monitoring.alarms import Alarm, Council, Health, Kind, Voice
from oracle.monitoring.metrics import LOOPBACK, Metrics
from oracle.monitoring.watch import PAUSE, Watch
from oracle.world import World

HEALTH = Health(
    now=1_000,
    keeper="0xk",
    gas=7,
    gas_low=5,
    voices={"nasdaq": Voice(3, 940, "timed-out: x"), "yahoo": Voice(0, None, "")},
    councils={
        "AAPL": Council(Quorum((Entry("nasdaq", 1),), 1, 1), frozenset(), ("0x1",) * 5, ("0x1",) * 5, 3)
    },
)


class Stand:
    """A watch over a health that a test sets."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.health, self.measured, self.metrics = HEALTH, 0, Metrics()
        self.database = open_engine("sqlite://")
        SQLModel.metadata.create_all(self.database)
        self.watch = Watch(cast(World, SimpleNamespace(database=self.database, withheld={})), self.metrics)
        monkeypatch.setattr(watch, "measure", self._measure)

    def _measure(self, _world: World, now: int) -> Health:
        self.measured += 1
        return replace(self.health, now=now)

    def step(self, now: int) -> list[tuple[str, str]]:
        with structlog.testing.capture_logs() as lines:
            self.watch.step(now)
        return [(str(line["event"]), str(line["alarm"])) for line in cast(list[dict[str, Any]], lines)]


@pytest.fixture
def stand(monkeypatch: pytest.MonkeyPatch) -> Stand:
    return Stand(monkeypatch)


def test_step__alarm_begins_stays_and_ends__told_twice(stand: Stand) -> None:
    assert stand.step(1_000) == [("alarm", "sourceLost"), ("alarm", "quorumAtRisk")]
    assert stand.step(1_000 + PAUSE) == []
    stand.health = replace(HEALTH, voices={"nasdaq": Voice(0, 1_030, "")}, gas=4)
    assert set(stand.step(1_000 + 2 * PAUSE)) == {
        ("alarm", "gasLow"),
        ("alarm over", "sourceLost"),
        ("alarm over", "quorumAtRisk"),
    }


def test_step__asked_more_often__measures_once_a_pause(stand: Stand) -> None:
    for second in range(PAUSE + 1):
        stand.step(1_000 + second)
    assert stand.measured == 2


def test_step__each_measurement__kept_for_whoever_cannot_ask_the_service(stand: Stand) -> None:
    for now in (1_000, 1_000 + PAUSE):
        stand.step(now)
        with Session(stand.database) as session:
            kept = session.get_one(Status, 1)
            assert kept.at == now
            assert [alarm["kind"] for alarm in cast(Any, kept.told["alarms"])] == [
                "sourceLost",
                "quorumAtRisk",
            ]


def test_text__before_and_after_the_first_measurement__nothing_then_everything(stand: Stand) -> None:
    assert "mutuel" not in stand.metrics.text()
    stand.step(1_000)
    lines = stand.metrics.text().splitlines()
    for line in (
        'mutuel_alarms{kind="sourceLost"} 1.0',
        'mutuel_alarms{kind="gasLow"} 0.0',
        'mutuel_source_refusals{source="nasdaq"} 3.0',
        'mutuel_source_answered_timestamp_seconds{source="nasdaq"} 940.0',
        'mutuel_reporters_ready{source="AAPL"} 5.0',
        "mutuel_keeper_balance_wei 7.0",
        "mutuel_measured_timestamp_seconds 1000.0",
    ):
        assert line in lines
    assert not any(
        line.startswith('mutuel_source_answered_timestamp_seconds{source="yahoo"') for line in lines
    )


def test_serve__a_port_of_this_machine__the_same_text(stand: Stand) -> None:
    stand.metrics.publish(HEALTH, [Alarm(Kind.PAUSED, "engine", "x")])
    server, thread = stand.metrics.serve(0)
    try:
        host, port = server.server_address[:2]
        assert host == LOOPBACK
        page = httpx.get(f"http://{LOOPBACK}:{port}/metrics")
        assert 'mutuel_alarms{kind="paused"} 1.0' in page.text
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
