"""How the service finds itself, kept as one row for whoever cannot look into its memory: the API and its page.

Written at each measurement, so that its age says whether somebody is watching. What was last seen, and since when an
alarm holds, outlives a restart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Engine
from sqlmodel import Session

from mutuel.db.oracle import Status
from oracle.monitoring.alarms import Alarm, Health, Voice

Told = Mapping[str, Any]
NOTHING: Final[Told] = {}


def keep(database: Engine, health: Health, alarms: Sequence[Alarm], withheld: Mapping[str, str]) -> None:
    """Replaces what was told before."""
    with Session(database) as session:
        before = session.get(Status, 1)
        told = tell(health, alarms, withheld, before.told if before else NOTHING)
        session.merge(Status(id=1, at=health.now, told=told))
        session.commit()


def tell(
    health: Health, alarms: Sequence[Alarm], withheld: Mapping[str, str], before: Told
) -> dict[str, object]:
    """All of it as JSON; `before` is what was told last. Times in UTC seconds, wei as text (JSON knows floats)."""
    seen, since = _by(before, "sources", "source"), _by(before, "alarms", "kind", "about")
    return {
        "sources": [
            _source(name, voice, name in health.off, health.now, seen.get((name,), NOTHING))
            for name, voice in sorted(health.voices.items())
        ],
        "feeds": [
            {
                "feed": name,
                "updatedAt": pulse.updated_at,
                "heartbeat": pulse.heartbeat,
                "isStale": pulse.is_stale(health.now),
            }
            for name, pulse in sorted(health.feeds.items())
        ],
        "reporters": _reporters(health, _by(before, "reporters", "address")),
        "keeper": {
            "address": health.keeper,
            "balanceWei": str(health.gas),
            "lowWei": str(health.gas_low),
            "isLow": health.gas < health.gas_low,
            "purse": health.purse,
            "bonds": health.bonds,
        },
        "alarms": [
            {
                "kind": alarm.kind.value,
                "about": alarm.about,
                "detail": alarm.detail,
                "since": since.get((alarm.kind.value, alarm.about), NOTHING).get("since", health.now),
            }
            for alarm in alarms
        ],
        "withheld": [{"template": name, "reason": why} for name, why in sorted(withheld.items())],
    }


def _source(name: str, voice: Voice, is_off: bool, now: int, before: Told) -> dict[str, object]:
    rests, asked_at = voice.rests_until > now, voice.asked_at or before.get("askedAt")
    standing = "rests" if rests else "fails" if voice.refusals else "answers" if asked_at else "unasked"
    return {
        "source": name,
        "state": "off" if is_off else standing,
        "askedAt": asked_at,
        "answeredAt": voice.answered_at or before.get("answeredAt"),
        "restsUntil": voice.rests_until if rests else None,
        "failures": voice.refusals,
        "refusal": voice.last if voice.refusals else None,
    }


def _reporters(health: Health, before: Mapping[tuple[str, ...], Told]) -> list[dict[str, object]]:
    """Every reporter of what is at stake; `seenAt` is when the service last had the key."""
    councils = health.councils.values()
    every = sorted({one for council in councils for one in council.reporters})
    ready = {one for council in councils for one in council.ready}
    return [
        {
            "address": one,
            "isReady": one in ready,
            "seenAt": health.now if one in ready else before.get((one,), NOTHING).get("seenAt"),
        }
        for one in every
    ]


def _by(told: Told, table: str, *keys: str) -> dict[tuple[str, ...], Told]:
    """The rows of one table by what names them."""
    return {tuple(row[key] for key in keys): row for row in told.get(table, ())}
