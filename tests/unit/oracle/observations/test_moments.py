from __future__ import annotations

import asyncio

import httpx
import pytest

from mutuel.domain.resolution.decide import Delay, Dispute, Final
from mutuel.domain.resolution.observation import Observation
from oracle.observations.collect import collect
from oracle.observations.moments import AskedMoment, observe_moment
from oracle.reports.decide import Decided, decide_question
from oracle.sources.adapter import Moment
from oracle.sources.closes import Refusal, Why
from oracle.sources.transport import Web
from tests.unit.oracle.minute_answers import QUESTION, exchanges
from tests.unit.oracle.sources.exchanges import T

PRICE = 77_000 * 10**8


def decided(*prices: int | None, at: int = T, now: int = T + 60) -> Decided:
    async def run() -> Decided:
        async with httpx.AsyncClient() as client:
            said = await collect(list(exchanges(*prices).values()), Web(client), Moment("BTC", at), 1)
        asked = AskedMoment("BTC", at)
        return decide_question(QUESTION, observe_moment(said, asked), asked, now)

    return asyncio.run(run())


def test_decide__three_exchanges__the_lower_median_and_not_the_first() -> None:
    found = decided(PRICE + 9, PRICE, PRICE + 1).verdict
    assert isinstance(found, Final)
    assert (found.reading.value, found.reading.low, found.reading.high) == (PRICE + 1, PRICE, PRICE + 9)


@pytest.mark.parametrize(
    ("prices", "expected"),
    [
        ((PRICE, PRICE, None), Delay),
        ((PRICE, PRICE, PRICE * 10_051 // 10_000), Dispute),
        ((PRICE, PRICE, PRICE * 10_050 // 10_000), Final),
        ((PRICE, PRICE, PRICE * 100), Dispute),
    ],
)
def test_decide__one_missing_or_apart__delay_or_dispute(
    prices: tuple[int | None, ...], expected: type
) -> None:
    assert isinstance(decided(*prices).verdict, expected)


def test_observe_moment__second_that_ends_no_minute__everybody_refused() -> None:
    found = decided(PRICE, PRICE, PRICE, at=T + 1).findings
    assert [one.result.why for one in found if isinstance(one.result, Refusal)] == [Why.MINUTE_MISSING] * 3


def test_manifest__round__says_the_moment_and_what_each_printed() -> None:
    found = decided(PRICE, PRICE + 1, PRICE + 2)
    assert found.evidence.manifest["asked"] == {"symbol": "BTC", "moment": T}
    assert [one.printed for one in found.findings] == [PRICE, PRICE + 1, PRICE + 2]
    assert all(isinstance(one.result, Observation) and one.result.as_of == T for one in found.findings)
    assert found.evidence.root == decided(PRICE, PRICE + 1, PRICE + 2, now=T + 9_000).evidence.root
