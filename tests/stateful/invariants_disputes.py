"""The invariants of disputes, by the chain's own events: I18, I19, I20 and I22."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from mutuel.domain.resolution.table import QuestionState
from tests.stateful.sight import Sight

BPS: Final = 10_000
ALLOWED: Final = 50
HOUR: Final = 3_600
DAY: Final = 86_400
PROVED: Final = "0x" + "00" * 32
"""The evidence root of a proof, which has none."""
OVER: Final = (QuestionState.FINAL, QuestionState.VOID)


def settles_no_quarrel_by_itself(sight: Sight) -> Iterator[object]:
    """Of reports. The median is at most the greatest value, and a correction is measured by the lower of both."""
    for name, said in sight.events:
        question = said.get("questionId", "")
        if name == "Proposed" and said["evidenceRoot"] != PROVED:
            spoken = sight.memory.values.setdefault(question, [])
            if sight.before.get(("question", _id(question)), (0,))[0] == QuestionState.CHALLENGED:
                spoken.clear()  # a new round
            spoken.append(said["value"])
            sight.memory.window[question] = said["windowEnds"]
        if name == "Finalised" and question in sight.memory.values and question not in sight.memory.ruled:
            _, value, low, high, *_ = sight.now["question", _id(question)]
            if (high - low) * BPS > ALLOWED * high:
                yield question, low, high
            for one, other in pairwise(sight.memory.values[question]):
                if abs(one - other) * BPS > ALLOWED * min(one, other):
                    yield question, one, other
            if value != sight.memory.values[question][-1]:
                yield question, value


def challenges_in_time_and_for_a_bond(sight: Sight) -> Iterator[object]:
    """A challenge locks its bond and comes while the window is open, or held open by the sequencer; and what a question
    held is paid to the last unit when it is over."""
    resolution = sight.site.resolution
    for name, said in sight.events:
        if name == "Challenged":
            key = "fence", resolution, int(said["questionId"], 16)
            if sight.now[key][0] - sight.before[key][0] != said["bond"]:
                yield said
            changes = sight.house.desk.changes
            held_open = changes[-1][0] or changes[-1][1] + HOUR > sight.at
            if sight.at >= sight.memory.window[said["questionId"]] and not held_open:
                yield said, sight.at
    for _, id in sight.changed("question"):
        key = "fence", resolution, int.from_bytes(id, "big")
        if sight.now["question", id][0] not in OVER or key not in sight.before:
            continue
        paid = sum(said["amount"] for name, said in sight.events if name == "BondPaid")
        fees = (
            sight.now["engine", resolution]["feeInsurance"]
            - sight.before["engine", resolution]["feeInsurance"]
        )
        if (sight.now[key][0], paid + fees) != (0, sight.before[key][0]):
            yield id, paid, fees, sight.before[key][0]


def rules_on_disputes_alone(sight: Sight) -> Iterator[object]:
    for name, said in sight.events:
        if name != "Ruled":
            continue
        before, now = (when["question", _id(said["questionId"])] for when in (sight.before, sight.now))
        if (before[0], now[0]) != (QuestionState.DISPUTED, QuestionState.RULED):
            yield said, before, now
        if not int(said["evidenceHash"], 16) or not said["evidenceUri"]:
            yield said
        if said["value"] < 0 or (said["isVoid"] and said["value"]):
            yield said
        if sight.sender not in (sight.site.governor, sight.site.safe):
            yield sight.sender


def gives_notice(sight: Sight) -> Iterator[object]:
    """R-NOTICE: an engine, and a ruling, take effect 24 hours after they were announced at the earliest."""
    if sight.kind == "schedule":
        sight.memory.scheduled = sight.at
    if sight.kind == "register" and sight.at < sight.memory.scheduled + DAY:
        yield sight.at, sight.memory.scheduled
    for name, said in sight.events:
        if name == "Ruled":
            sight.memory.ruled[said["questionId"]] = sight.at
        ruled = sight.memory.ruled.get(said.get("questionId", ""))
        if name == "Finalised" and ruled is not None and sight.at < ruled + DAY:
            yield said, ruled
        if name == "Voided" and ruled is not None and said["reason"] == 4 and sight.at < ruled + DAY:
            yield said, ruled


def _id(question: str) -> bytes:
    return bytes.fromhex(question.removeprefix("0x"))
