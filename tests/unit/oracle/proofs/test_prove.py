"""Proofs by data stream: what is sent, and what is not even tried."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import pytest
from eth_abi.abi import encode

from mutuel.chain.streams import BadPrice, Malformed, WrongTime
from oracle.acts import Acts
from oracle.proofs.prove import NoReport, prove
from oracle.sources.adapter import Answer, Declaration
from oracle.sources.closes import Refusal, Why
from oracle.sources.streams import DECLARATION, SignedReport, WantedReport
from oracle.sources.transport import Web
from oracle.world import World
from scripts.replay.signing_network import SigningNetwork
from scripts.replay.streams import stream_id
from tests.unit.oracle.minute_answers import QUESTION
from tests.unit.oracle.sources.exchanges import T

BTC = stream_id("BTC")
CONFIG = encode(["(address,bytes32,uint32,uint32)"], [("0x" + "11" * 20, BTC, 0, 0)])
PRICE = 77_000 * 10**18


class Resolution:
    def read(self, _function: str, *_: object) -> Any:
        return {"verifierConfig": CONFIG}

    def prepare(self, function: str, *arguments: object) -> tuple[object, ...]:
        return (function, *arguments)


@dataclass
class Stream:
    found: SignedReport | Refusal
    declaration: Declaration = DECLARATION

    async def fetch(self, _web: Web, wanted: WantedReport) -> Answer[SignedReport]:
        assert wanted == (BTC, T)
        return Answer(self.declaration, (), self.found)


class Doing:
    def __init__(self) -> None:
        self.sent: list[Any] = []

    def do(self, _key: str, call: object, _now: int) -> bool:
        self.sent.append(call)
        return True


class Dripping(Stream):
    """Sends a byte now and then, and never ends."""

    async def fetch(self, _web: Web, wanted: WantedReport) -> Answer[SignedReport]:
        await asyncio.sleep(60)
        return await super().fetch(_web, wanted)


def test_prove__service_that_never_ends_its_answer__given_up() -> None:
    streams = Dripping(Refusal(Why.REPORT_MISSING, "never reached"))
    world = SimpleNamespace(resolution=Resolution(), streams=streams, source_timeout=0.01)
    with pytest.raises(NoReport, match="no answer within"):
        prove(cast(World, world), cast(Acts, Doing()), QUESTION, T + 2)


def proving(found: SignedReport | Refusal, now: int = T + 2) -> list[Any]:
    doing = Doing()
    world = SimpleNamespace(resolution=Resolution(), streams=Stream(found), source_timeout=1)
    assert prove(cast(World, world), cast(Acts, doing), QUESTION, now)
    return doing.sent


def signed(at: int = T, **values: int) -> SignedReport:
    return SignedReport(BTC, T, T, SigningNetwork().report(BTC, at, **{"price": PRICE, **values}))


def test_prove__report_of_that_second__sent_as_it_was_signed() -> None:
    report = signed()
    assert proving(report) == [("prove", QUESTION.source.id, T, bytes(32), report.payload)]


def test_prove__no_report__named_and_nothing_sent() -> None:
    with pytest.raises(NoReport, match="BTC / USD for 1791720000: timed-out"):
        proving(Refusal(Why.TIMED_OUT, "nothing for 10 s"))


@pytest.mark.parametrize(
    ("report", "refusal"),
    [
        (signed(at=T + 1), WrongTime),  # the API says T, the signed words say otherwise
        (signed(price=10**9), BadPrice),
        (signed(price=-PRICE), BadPrice),
        (SignedReport(BTC, T, T, b"\x01\x02"), Malformed),
    ],
)
def test_prove__report_that_the_contract_would_refuse__not_sent(
    report: SignedReport, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        proving(report)
