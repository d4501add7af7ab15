"""The state table of docs/states.md, every row, as data.

`question` has the steps as functions; documents, tests and pages read the rows. T is the observation time, D the
moment of dispute, W the source's challenge window, B its bond.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final


class QuestionState(IntEnum):
    """Where a question stands; the number is the one on chain. FINAL and VOID are for ever."""

    NONE = 0
    PROPOSED = 1
    CHALLENGED = 2
    DISPUTED = 3
    RULED = 4
    FINAL = 5
    VOID = 6


IN_DISPUTE: Final = (QuestionState.CHALLENGED, QuestionState.DISPUTED, QuestionState.RULED)
"""People have spoken, and may still have to."""
OVER: Final = (QuestionState.FINAL, QuestionState.VOID)


class Event(StrEnum):
    """The function that moves a question."""

    PROVE = "prove"
    CROSS_CHECK = "crossCheck"
    PROPOSE = "propose"
    ESCALATE = "escalate"
    CHALLENGE = "challenge"
    FINALISE = "finalise"
    RULE = "rule"
    FALLBACK_RULE = "fallbackRule"
    VETO = "veto"
    VOID_EXPIRED = "voidExpired"


class MarketEvent(StrEnum):
    """The function that moves a market."""

    CONTEST = "contest"
    SETTLE = "settle"
    VOID_EXPIRED = "voidExpired"


class Who(StrEnum):
    ANYONE = "anyone"
    GOVERNOR = "governor"
    SAFE = "safe"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `event` takes a question from any of `start` to one of `end` if `guard` holds."""

    number: str
    start: frozenset[QuestionState]
    event: Event
    guard: str
    end: frozenset[QuestionState]
    who: Who = Who.ANYONE
    latest: str = ""


@dataclass(frozen=True, slots=True)
class MarketRow:
    """One row that concerns a market instead of a question."""

    number: str
    event: MarketEvent
    guard: str
    effect: str
    latest: str = ""


_NONE, _PROPOSED, _CHALLENGED, _DISPUTED, _RULED, _FINAL, _VOID = QuestionState


def _row(
    number: str,
    start: QuestionState | tuple[QuestionState, ...],
    event: Event,
    guard: str,
    end: QuestionState | tuple[QuestionState, ...],
    who: Who = Who.ANYONE,
    latest: str = "",
) -> Row:
    return Row(number, _states(start), event, guard, _states(end), who, latest)


def _states(some: QuestionState | tuple[QuestionState, ...]) -> frozenset[QuestionState]:
    return frozenset(some) if isinstance(some, tuple) else frozenset({some})


ROWS: Final = (
    _row("1", _NONE, Event.PROVE, "path 1, T < now <= T+24 h, unique proof", _PROPOSED, latest="T+24 h"),
    _row(
        "2",
        _PROPOSED,
        Event.PROVE,
        "path 1, now < windowEnds, another valid value",
        _PROPOSED,
        latest="+120 s",
    ),
    _row(
        "2b",
        _PROPOSED,
        Event.CROSS_CHECK,
        "path 1, row 12 not yet satisfied, k signers, more than 50 bps away or another code",
        _DISPUTED,
        latest="+120 s, later after an outage",
    ),
    _row(
        "3",
        _NONE,
        Event.PROPOSE,
        "now >= notBefore, <= T+24 h, k signers, quorum, spread <= 50 bps, codes equal, bond B",
        _PROPOSED,
        latest="T+24 h",
    ),
    _row(
        "4",
        _NONE,
        Event.PROPOSE,
        "as 3, but spread > 50 bps, codes differ or HALT flag; the bond returns",
        _DISPUTED,
        latest="T+24 h",
    ),
    _row("5", _NONE, Event.ESCALATE, "REPORT source, now > T+24 h", _DISPUTED, latest="bounded by 18"),
    _row("6", _NONE, Event.VOID_EXPIRED, "source with proof, now > T+24 h", _VOID),
    _row(
        "7",
        _PROPOSED,
        Event.PROPOSE,
        "path 2, now < windowEnds, k signers, k+1 in round 1, seq higher, corrections < 2; another code or > 50 bps "
        "away: DISPUTED",
        (_PROPOSED, _DISPUTED),
        latest="windowEnds",
    ),
    _row(
        "8",
        _PROPOSED,
        Event.CHALLENGE,
        "path 2, round 0, row 12 not yet satisfied, bond B",
        _CHALLENGED,
        latest="windowEnds",
    ),
    _row(
        "9",
        _CHALLENGED,
        Event.PROPOSE,
        "now <= challengedAt+12 h, k+1 signers; as row 4 if the values disagree",
        (_PROPOSED, _DISPUTED),
        latest="+12 h",
    ),
    _row("10", _CHALLENGED, Event.ESCALATE, "now > challengedAt+12 h", _DISPUTED, latest="bounded by 18"),
    _row(
        "11",
        _PROPOSED,
        Event.CHALLENGE,
        "path 2, round 1, row 12 not yet satisfied, bond 2B",
        _DISPUTED,
        latest="windowEnds",
    ),
    _row(
        "12",
        _PROPOSED,
        Event.FINALISE,
        "now >= windowEnds, sequencer up, now >= upSince + min(W, 1 h); NO_WINNER: VOID",
        (_FINAL, _VOID),
    ),
    _row(
        "13",
        _DISPUTED,
        Event.RULE,
        "now <= D+44 h, value in domain or VOID, evidence hash; effective after 24 h",
        _RULED,
        Who.GOVERNOR,
        "D+44 h",
    ),
    _row(
        "14",
        _DISPUTED,
        Event.FALLBACK_RULE,
        "D+44 h < now <= D+48 h, as 13",
        _RULED,
        Who.SAFE,
        "D+48 h",
    ),
    _row("15", _RULED, Event.VETO, "ruled by the DAO, now < effectiveAt", _VOID, Who.SAFE, "effectiveAt"),
    _row("16", _RULED, Event.FINALISE, "now >= effectiveAt", (_FINAL, _VOID)),
    _row("17", _DISPUTED, Event.VOID_EXPIRED, "now > D+48 h", _VOID),
    _row(
        "18",
        (_NONE, _CHALLENGED, _DISPUTED, _PROPOSED),
        Event.VOID_EXPIRED,
        "now >= T+168 h; PROPOSED only while row 12 is blocked; bonds return",
        _VOID,
    ),
)

MARKET_ROWS: Final = (
    MarketRow(
        "19",
        MarketEvent.CONTEST,
        "the extremes name different winners, unruled, now <= T+96 h",
        "a derived question is DISPUTED, D = now; the market follows it",
        "T+96 h",
    ),
    MarketRow(
        "20",
        MarketEvent.SETTLE,
        "question FINAL and (extremes name one winner, or ruled, or nobody contested and now > T+96 h), "
        "or question VOID; a contested market reads its derived question",
        "SETTLED or VOID",
    ),
    MarketRow("21", MarketEvent.VOID_EXPIRED, "not settled, now >= T+168 h, no external call", "VOID"),
)

TRANSITIONS: Final = frozenset((start, end) for row in ROWS for start in row.start for end in row.end)
"""Every (from, to) pair that some row allows; every other one is refused with BadState."""
