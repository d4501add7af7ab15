"""Transmits a coin's history to a LocalFeed as Chainlink's nodes would, as far as the chain's time has come.

A real feed posts when the price has moved by its deviation (BTC: 0.1 %) and at the latest after its heartbeat
(20 min): `CHAINLINK`. A week of that is thousands of transactions, so a replay may thin it: a round on every full
hour, and the feed's real rhythm only in the quarter hour before and after the moments that decide something (each
Monday 00:00 UTC): `THINNED`. While somebody watches, a round also at every heartbeat: `STEADY`. In each rhythm every
round is a price of the history at its own second.

Transmit up to a moment before the chain's clock jumps there: each transaction may take a second of it.

`python -m scripts.replay.transmitter` does it once and stops, or follows the chain with --follow.
"""

from __future__ import annotations

import os
import time
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, NamedTuple

import typer
from pydantic import SecretStr

from mutuel.chain import accounts
from mutuel.chain.client import Client
from mutuel.chain.contracts import Contract, Deployment
from mutuel.chain.sender import Patience, Sender
from mutuel.domain.units import DAY, HOUR, MONDAY, WEEK
from mutuel.errors import CallRefused
from scripts.replay.histories import SYNTHETIC, Ticks, load

HISTORY: Final = 16 * DAY
"""What an empty feed is given of the past: a begun week, and enough midnights before it to cut its ranges."""
HASTE: Final = Patience(poll=0.005)
"""A local chain mines each transaction at once."""
NEAR: Final = 900
"""Seconds before and after a Monday 00:00 UTC in which a thinned feed keeps its real rhythm."""
DECIMALS: Final = 10**8
BPS: Final = 10_000


class Rhythm(NamedTuple):
    """When a round is due: by deviation and heartbeat; with `quiet`, only at its multiples, except near Mondays."""

    deviation_bps: int
    heartbeat: int
    quiet: int = 0


class Transmission(NamedTuple):
    """A round: the second of its price, and the price in 10^-8 USD."""

    at: int
    answer: int


CHAINLINK: Final = Rhythm(deviation_bps=10, heartbeat=1_200)
THINNED: Final = CHAINLINK._replace(quiet=HOUR)
STEADY: Final = CHAINLINK._replace(quiet=CHAINLINK.heartbeat)


def transmissions(
    ticks: Ticks, after: Transmission | None, until: int, rhythm: Rhythm
) -> Iterator[Transmission]:
    """The rounds later than `after` and not later than `until`; without `after`, those of the last days."""
    last = after
    first = bisect_right(ticks.times, last.at if last else until - HISTORY)
    for index in range(first, bisect_right(ticks.times, until)):
        seen = Transmission(ticks.times[index], int(ticks.prices[index] * DECIMALS))
        if _is_due(seen, last, rhythm):
            last = seen
            yield seen


@dataclass
class Transmitter:
    """One feed's transmitter. It reads from the feed how far it has come, so it may be restarted at any time."""

    sender: Sender
    feed: Contract
    ticks: Ticks
    rhythm: Rhythm = THINNED

    def catch_up(self, until: int) -> int:
        """Transmits everything up to `until`, UTC seconds; how many rounds."""
        return sum(1 for _ in map(self.transmit, self.pending(until)))

    def pending(self, until: int) -> Iterator[Transmission]:
        """The rounds that are missing up to `until`, in order."""
        return transmissions(self.ticks, self.last(), until, self.rhythm)

    def transmit(self, round_: Transmission) -> None:
        self.sender.send(self.feed.prepare("transmit", round_.answer, round_.at))

    def last(self) -> Transmission | None:
        """The feed's latest round; None for an empty feed."""
        try:
            _, answer, _, updated_at, _ = self.feed.read("latestRoundData")
        except CallRefused:
            return None
        return Transmission(updated_at, answer)


def open_transmitter(
    client: Client, book: Deployment, key: SecretStr, description: str, ticks: Ticks, rhythm: Rhythm = THINNED
) -> Transmitter:
    """For the LocalFeed of `description`, "BTC / USD". Raises DeploymentInvalid, KeyMissing."""
    name = f"Feed:{description}"
    (account,) = accounts.load("transmitter", key, None, SecretStr(""))
    return Transmitter(
        Sender(client, account, patience=HASTE),
        Contract(client, name, book.address(name), "LocalFeed"),
        ticks,
        rhythm,
    )


def main(
    deployment: Annotated[Path, typer.Option(help="Address book.")],
    data: Annotated[Path, typer.Option(help="Folder of price histories.")] = SYNTHETIC,
    rpc_url: Annotated[str, typer.Option(help="Node of the chain.")] = "http://127.0.0.1:8545",
    symbol: Annotated[str, typer.Option(help="Coin; its feed is '<symbol> / USD'.")] = "BTC",
    follow: Annotated[bool, typer.Option(help="Keep up with the chain until interrupted.")] = False,
    full: Annotated[bool, typer.Option(help="Chainlink's whole rhythm, not thinned.")] = False,
) -> None:
    """The account's key is read from MUTUEL_TRANSMITTER_KEY."""
    key = SecretStr(os.environ.get("MUTUEL_TRANSMITTER_KEY", ""))
    book, ticks = Deployment.load(deployment), load(data).ticks[symbol]
    rhythm = CHAINLINK if full else THINNED
    with Client(rpc_url) as client:
        transmitter = open_transmitter(client, book, key, f"{symbol} / USD", ticks, rhythm)
        while True:
            transmitter.catch_up(client.latest().timestamp)
            if not follow:
                return
            time.sleep(0.2)


def _is_due(seen: Transmission, last: Transmission | None, rhythm: Rhythm) -> bool:
    if last is None or (rhythm.quiet and seen.at % rhythm.quiet == 0):
        return True
    to_monday = (seen.at - MONDAY + WEEK // 2) % WEEK - WEEK // 2
    if rhythm.quiet and abs(to_monday) > NEAR:
        return False
    moved = abs(seen.answer - last.answer) * BPS >= rhythm.deviation_bps * last.answer
    return moved or seen.at - last.at >= rhythm.heartbeat


if __name__ == "__main__":
    typer.run(main)
