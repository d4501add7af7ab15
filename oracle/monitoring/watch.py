"""Watches over the service's health: alarms are logged when they begin and when they end, and counted as metrics."""

from __future__ import annotations

from typing import Final

from mutuel import logging
from oracle.monitoring import status
from oracle.monitoring.alarms import Alarm, alarms_of
from oracle.monitoring.health import measure
from oracle.monitoring.metrics import Metrics
from oracle.world import World

PAUSE: Final = 30
"""Seconds between two measurements."""
log = logging.get("oracle")


class Watch:
    """Remembers only which alarms it has told; a restart tells those that hold once more."""

    def __init__(self, world: World, metrics: Metrics) -> None:
        self._world, self._metrics = world, metrics
        self._next = 0
        self._told: dict[tuple[str, str], Alarm] = {}

    def step(self, now: int) -> int:
        """Measures, tells what changed and publishes all; 0, for nothing is done about it.

        Raises NodeUnavailable, NodeError, CallRefused.
        """
        if now < self._next:
            return 0
        self._next = now + PAUSE
        health = measure(self._world, now)
        alarms = alarms_of(health)
        self._tell(alarms)
        self._metrics.publish(health, alarms)
        status.keep(self._world.database, health, alarms, self._world.withheld)
        return 0

    def _tell(self, alarms: tuple[Alarm, ...]) -> None:
        holding = {(alarm.kind.value, alarm.about): alarm for alarm in alarms}
        for key, alarm in holding.items():
            if key not in self._told:
                log.error("alarm", alarm=alarm.kind.value, about=alarm.about, detail=alarm.detail)
        for key, alarm in self._told.items():
            if key not in holding:
                log.info("alarm over", alarm=alarm.kind.value, about=alarm.about)
        self._told = holding
