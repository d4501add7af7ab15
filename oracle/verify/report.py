"""What was computed again, step by step, and what a difference means for the people whose money it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any

from mutuel.text import printable

SHOWN = 3
"""Differences of one kind that are written out; the others are counted."""


class Verdict(StrEnum):
    HOLDS = "holds"
    DIFFERS = "differs"
    UNCHECKED = "unchecked"


class Exit(IntEnum):
    """How `mutuel verify` ends."""

    HONEST = 0
    DIFFERS = 1
    UNCHECKED = 2


MARKS = {Verdict.HOLDS: "ok     ", Verdict.DIFFERS: "DIFFERS", Verdict.UNCHECKED: "?      "}


@dataclass(frozen=True, slots=True)
class Check:
    """One step: what was looked at, what came of it, and, where it differs, what that means."""

    what: str
    verdict: Verdict
    said: str
    means: str = ""


@dataclass
class Report:
    """The steps of one market, read at one block."""

    market_id: int
    block: int
    checks: list[Check] = field(default_factory=list)
    is_decided: bool = True

    def holds(self, what: str, said: str) -> None:
        self.checks.append(Check(what, Verdict.HOLDS, said))

    def differs(self, what: str, said: str, means: str) -> None:
        self.checks.append(Check(what, Verdict.DIFFERS, said, means))

    def unchecked(self, what: str, said: str, means: str = "") -> None:
        """Nothing was found wrong, but nothing was proved either."""
        self.checks.append(Check(what, Verdict.UNCHECKED, said, means))

    def settle(self, what: str, wrong: Sequence[str], said: str, means: str) -> None:
        """One step over many items: `wrong` has a sentence for each that differs."""
        if not wrong:
            self.holds(what, said)
            return
        more = f" ... and {len(wrong) - SHOWN} more." if len(wrong) > SHOWN else ""
        self.differs(what, " ".join(wrong[:SHOWN]) + more, means)

    @property
    def exit(self) -> Exit:
        verdicts = {check.verdict for check in self.checks}
        if Verdict.DIFFERS in verdicts:
            return Exit.DIFFERS
        return Exit.UNCHECKED if Verdict.UNCHECKED in verdicts else Exit.HONEST

    def lines(self) -> Iterator[str]:
        yield f"Market {self.market_id} at block {self.block}"
        for check in self.checks:
            yield f"{MARKS[check.verdict]} {check.what}: {printable(check.said)}"
            if check.means:
                yield f"        This means: {check.means}"
        yield UNDECIDED if self.exit is Exit.HONEST and not self.is_decided else CLOSING[self.exit]

    def as_json(self) -> dict[str, Any]:
        """For programs; the same words as `lines`."""
        checks = [
            {"what": one.what, "verdict": one.verdict.value, "said": one.said, "means": one.means}
            for one in self.checks
        ]
        return {
            "marketId": str(self.market_id),
            "block": self.block,
            "verdict": self.exit.name.lower(),
            "checks": checks,
        }


UNDECIDED = "Nothing differs so far: this market is not decided yet."
CLOSING = {
    Exit.HONEST: "Nothing differs: this market was decided as the rules say, and what was paid is right.",
    Exit.DIFFERS: "Something differs. Nothing was changed by looking; the steps above say what and what it means.",
    Exit.UNCHECKED: "Nothing differs, but not everything could be checked.",
}
