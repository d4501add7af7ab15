"""What somebody has to be woken for. Pure: what was measured goes in, sentences for people come out.

docs/operations.md says for each kind what it means and what to do about it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from mutuel.domain.resolution.decide import Quorum, is_enough
from mutuel.domain.resolution.table import QuestionState
from mutuel.domain.units import format_usdc
from mutuel.text import moment

LOST_AFTER: Final = 2
"""Refusals in a row: the first may be a hiccup."""
FEED_PATIENCE: Final = (3, 2)
"""A feed is stale after three halves of its heartbeat: one round may come late, two are missing."""

WAITS: Final[Mapping[QuestionState, str]] = {
    QuestionState.CHALLENGED: "challenged; it waits for a second report",
    QuestionState.DISPUTED: "it waits for a ruling",
    QuestionState.RULED: "ruled; it waits until the ruling holds",
}
APART: Final = "the feed of the tokenised share gained otherwise than the close that was reported"


class Kind(StrEnum):
    SOURCE_LOST = "sourceLost"
    QUORUM_AT_RISK = "quorumAtRisk"
    FEED_STALE = "feedStale"
    SIGNER_SILENT = "signerSilent"
    GAS_LOW = "gasLow"
    BOND_LOW = "bondLow"
    DISPUTE_OPENED = "disputeOpened"
    PAUSED = "paused"
    RESTATED = "restated"
    OUT_OF_BAND = "outOfBand"


class Alarm(NamedTuple):
    """One thing that is wrong now; `about` names what it is about, `detail` is for people."""

    kind: Kind
    about: str
    detail: str


class Voice(NamedTuple):
    """How a source of prices or results did when it was last asked."""

    refusals: int
    """In a row, of the source itself; a price that does not exist yet is none."""
    answered_at: int | None
    last: str
    asked_at: int | None = None
    rests_until: int = 0
    """It is left alone until then, after failures in a row."""


class Council(NamedTuple):
    """Who may speak and sign for one source of the products."""

    quorum: Quorum
    off: frozenset[str]
    """Entries that are switched off: they count as lost, but nobody is woken for their own choice."""
    reporters: tuple[str, ...]
    ready: tuple[str, ...]
    """Those whose keys this service has."""
    threshold: int


class Pulse(NamedTuple):
    """The newest round of a price feed; times in seconds, `updated_at` 0 without any."""

    updated_at: int
    heartbeat: int

    def is_stale(self, now: int) -> bool:
        times, divisor = FEED_PATIENCE
        return (now - self.updated_at) * divisor > self.heartbeat * times


@dataclass(frozen=True, slots=True)
class Health:
    """Everything that alarms follow from, as it was at `now`, UTC seconds. `gas` and `gas_low` in wei; `voices` of all
    who are asked for what is at stake."""

    now: int
    keeper: str
    gas: int
    gas_low: int
    voices: Mapping[str, Voice] = field(default_factory=dict)
    councils: Mapping[str, Council] = field(default_factory=dict)
    feeds: Mapping[str, Pulse] = field(default_factory=dict)
    disputes: Mapping[str, QuestionState] = field(default_factory=dict)
    """By question: where it stands."""
    purse: int = 0
    """The keeper's USDC in wallet and credit, micro-units; each report and each answer to a challenge locks a bond."""
    bonds: int = 0
    """A report and an answer of each source at stake, micro-USDC."""
    paused_until: int = 0
    retired: bool = False
    restated: tuple[str, ...] = ()
    out_of_band: tuple[str, ...] = ()

    @property
    def off(self) -> frozenset[str]:
        """Who is switched off for everything that asks them."""
        councils = self.councils.values()
        on = {
            one.source
            for council in councils
            for one in council.quorum.entries
            if one.source not in council.off
        }
        return frozenset[str]().union(*(council.off for council in councils)) - on


def alarms_of(health: Health) -> tuple[Alarm, ...]:
    """All that holds now, worst kinds not first but like with like."""
    return (
        *_lost(health),
        *_quorums(health),
        *_feeds(health),
        *_signers(health),
        *_gas(health),
        *_bonds(health),
        *(Alarm(Kind.DISPUTE_OPENED, question, WAITS[state]) for question, state in health.disputes.items()),
        *_paused(health),
        *(Alarm(Kind.RESTATED, question, "a source took back its word") for question in health.restated),
        *(Alarm(Kind.OUT_OF_BAND, question, APART) for question in health.out_of_band),
    )


def is_lost(voice: Voice | None) -> bool:
    """Whether nobody should count on it; one that was not asked yet is believed to be there."""
    return voice is not None and voice.refusals >= LOST_AFTER


def _lost(health: Health) -> Iterator[Alarm]:
    for name, voice in sorted(health.voices.items()):
        if is_lost(voice) and name not in health.off:
            yield Alarm(Kind.SOURCE_LOST, name, f"{voice.refusals} refusals in a row, the last: {voice.last}")


def _quorums(health: Health) -> Iterator[Alarm]:
    for name, council in health.councils.items():
        quorum = council.quorum
        lost = council.off | {voice for voice in health.voices if is_lost(health.voices[voice])}
        if quorum.entries and not is_enough(quorum, lost):
            left = [entry.group for entry in quorum.entries if entry.source not in lost]
            yield Alarm(
                Kind.QUORUM_AT_RISK,
                name,
                f"sources left: {len(left)}, in independent groups: {len(set(left))}; "
                f"needed: {quorum.needed} in {quorum.groups_needed}",
            )


def _feeds(health: Health) -> Iterator[Alarm]:
    for name, pulse in health.feeds.items():
        if pulse.is_stale(health.now):
            age = f"for {_minutes(health.now - pulse.updated_at)}" if pulse.updated_at else "yet"
            due = _minutes(pulse.heartbeat)
            yield Alarm(Kind.FEED_STALE, name, f"no round {age}; one is due every {due}")


def _signers(health: Health) -> Iterator[Alarm]:
    """One more than the threshold must be able to sign: an answer to a challenge needs it."""
    for name, council in health.councils.items():
        ready = len(council.ready)
        if council.threshold and ready <= council.threshold:
            yield Alarm(
                Kind.SIGNER_SILENT,
                name,
                f"{ready} of {len(council.reporters)} reporters can sign; a report needs {council.threshold}, "
                f"an answer to a challenge {council.threshold + 1}",
            )


def _gas(health: Health) -> Iterator[Alarm]:
    if health.gas < health.gas_low:
        yield Alarm(
            Kind.GAS_LOW, "keeper", f"{_ether_down(health.gas)} left, less than {_ether_down(health.gas_low)}"
        )


def _bonds(health: Health) -> Iterator[Alarm]:
    if health.purse < health.bonds:
        have, need = format_usdc(health.purse), format_usdc(health.bonds)
        yield Alarm(Kind.BOND_LOW, "keeper", f"{have} USDC left for bonds, less than {need}")


def _paused(health: Health) -> Iterator[Alarm]:
    if health.retired:
        yield Alarm(Kind.PAUSED, "engine", "retired for ever: no new bets; everything else goes on")
    elif health.now < health.paused_until:
        yield Alarm(
            Kind.PAUSED, "engine", f"no new bets until {moment(health.paused_until)}; everything else goes on"
        )


def _minutes(seconds: int) -> str:
    return f"{seconds // 60} min"


def _ether_down(wei: int) -> str:
    """ "0.004999 ETH": six decimals, cut."""
    whole, millionths = divmod(wei // 10**12, 10**6)
    return f"{whole}.{millionths:06} ETH"
