"""What was measured last, as text for Prometheus, on this machine's own address only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from threading import Thread
from wsgiref.simple_server import WSGIServer

from prometheus_client import CollectorRegistry, generate_latest, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from oracle.monitoring.alarms import Alarm, Health, Kind

LOOPBACK = "127.0.0.1"


class Metrics(Collector):
    """Everything is computed from the last health when it is asked for: there is nothing to keep in step."""

    def __init__(self) -> None:
        self._health: Health | None = None
        self._alarms: tuple[Alarm, ...] = ()
        self.registry = CollectorRegistry()
        self.registry.register(self)

    def publish(self, health: Health, alarms: Sequence[Alarm]) -> None:
        self._health, self._alarms = health, tuple(alarms)

    def serve(self, port: int) -> tuple[WSGIServer, Thread]:
        """Answers GET /metrics in a thread of its own, until its server is shut down or the process ends."""
        return start_http_server(port, addr=LOOPBACK, registry=self.registry)

    def text(self) -> str:
        return generate_latest(self.registry).decode()

    def collect(self) -> Iterator[Metric]:
        """Called by the registry at each scrape, in a thread of its own; nothing before the first health."""
        health, alarms = self._health, self._alarms
        if health is None:
            return
        counted = Counter(alarm.kind for alarm in alarms)
        yield _gauge(
            "alarms", "alarms of a kind that hold now", "kind", {kind: counted[kind] for kind in Kind}
        )
        yield from _of_sources(health)
        yield _gauge(
            "feed_age_seconds",
            "since the newest round of a price feed",
            "feed",
            {name: health.now - pulse.updated_at for name, pulse in health.feeds.items()},
        )
        yield _gauge(
            "reporters_ready",
            "reporters of a source whose keys are here",
            "source",
            {name: len(council.ready) for name, council in health.councils.items()},
        )
        yield _plain("keeper_balance_wei", "ether of the keeper's account", health.gas)
        yield _plain("measured_timestamp_seconds", "when all this was measured", health.now)


def _of_sources(health: Health) -> Iterator[Metric]:
    yield _gauge(
        "source_refusals",
        "refusals of a source itself, in a row",
        "source",
        {name: voice.refusals for name, voice in health.voices.items()},
    )
    yield _gauge(
        "source_answered_timestamp_seconds",
        "when a source last answered",
        "source",
        {name: voice.answered_at for name, voice in health.voices.items() if voice.answered_at is not None},
    )


def _gauge(name: str, words: str, label: str, values: dict[str, int] | dict[Kind, int]) -> Metric:
    family = GaugeMetricFamily(f"mutuel_{name}", words, labels=[label])
    for key, value in values.items():
        family.add_metric([str(key)], value)
    return family


def _plain(name: str, words: str, value: int) -> Metric:
    return GaugeMetricFamily(f"mutuel_{name}", words, value=value)
