"""Two hundred ten-minute windows of a history on a real chain, each decided as the rules decide it.

The prices are the history's; their seconds are not: all windows are observed in one afternoon of the test's chain, so
that the proofs of all are still in time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import pytest

from mutuel.chain.contracts import Call
from mutuel.domain.ids import market_id, question_id
from mutuel.domain.market import Market, State
from mutuel.domain.referee import Answer, Verdict, decide
from mutuel.domain.resolution.table import QuestionState
from mutuel.domain.units import Timestamp
from scripts import accounts
from scripts.replay.histories import SYNTHETIC
from scripts.replay.signing_network import SigningNetwork
from scripts.replay.streams import stream_id
from tests import windows
from tests.integration.oracle.house import USDC, House
from tests.real import REAL, needs_real_data
from tests.windows import Window

COUNT: Final = 200
BATCH: Final = 20
GAS: Final = 2_500_000
TO_18: Final = 10**10
WAIT: Final = 1_800
"""Seconds from now to the first close, in which everybody bets."""
NETWORK: Final = SigningNetwork()


@pytest.mark.parametrize(
    "chosen",
    [
        pytest.param(lambda: windows.chosen(windows.synthetic(SYNTHETIC), COUNT), id="synthetic"),
        pytest.param(
            lambda: windows.chosen(windows.real(REAL / "prices"), COUNT),
            id="january-2022",
            marks=needs_real_data,
        ),
    ],
)
def test_settle__two_hundred_windows__as_the_rules_decide_them(house: House, chosen: Any) -> None:
    found: list[Window] = chosen()
    markets = _markets(house, house.now() + WAIT)
    template = markets[0].template
    batches = [markets[at : at + BATCH] for at in range(0, COUNT, BATCH)]
    _send(house, accounts.KEEPER, [_create(house, template.id, batch) for batch in batches])
    better = house.bettor(0)
    assert better.address == accounts.account(accounts.FIRST_BETTOR).address
    _send(
        house,
        accounts.FIRST_BETTOR,
        [_bet(house, batch[at : at + 10]) for batch in batches for at in (0, 10)],
    )

    house.advance_to(markets[-1].observe_at + 1)
    prices = [
        pair
        for market, window in zip(markets, found, strict=True)
        for pair in ((market.observe_at, window.end), (market.start_at or 0, window.start))
    ]
    _send(house, accounts.KEEPER, [_prove(house, template.source_id, *pair) for pair in prices])
    house.advance_to(house.now() + 121)
    questions = [question_id(template.source_id, at, bytes(32)) for at, _ in prices]
    _send(house, accounts.KEEPER, [house.world.resolution.prepare("finalise", one) for one in questions])
    _send(house, accounts.KEEPER, [house.world.engine.prepare("settle", one.id) for one in markets])

    views = house.world.engine.read_many("market", [[market.id] for market in markets])
    for market, window, view in zip(markets, found, views, strict=True):
        expected = _expected(market, window)
        assert view["state"] == (State.SETTLED if expected.reason is None else State.VOID), window
        assert expected.reason is None or window.is_tie
        assert expected.reason is not None or view["winner"] == expected.winner == int(
            window.end > window.start
        )
    assert sum(view["state"] == State.VOID for view in views) == sum(window.is_tie for window in found) >= 10


def _markets(house: House, first: int) -> list[Market]:
    """One window a second, none of whose moments is another's."""
    template = house.world.catalogue.listings["BTC-10M"].template
    return [
        Market(
            market_id(template.id, 1 + number, 0),
            template,
            Timestamp(first - WAIT),
            Timestamp(first + number),
            Timestamp(first + number + 600),
            edges=(first + number,),
        )
        for number in range(COUNT)
    ]


def _expected(market: Market, window: Window) -> Verdict:
    answers = [
        Answer(QuestionState.FINAL, price, price, price, at)
        for price, at in ((window.end, market.observe_at), (window.start, market.start_at or 0))
    ]
    return decide(market, answers, market.observe_at + 200)


def _create(house: House, template: int, batch: Sequence[Market]) -> Call:
    fields = [
        [1 + one.close_at - batch[0].close_at + _number(batch[0]), 0, one.open_at, one.close_at, one.observe_at,
         [one.start_at, 0, 0, 0]]
        for one in batch
    ]  # fmt: skip
    return house.world.engine.prepare("createBatch", template, fields)


def _number(market: Market) -> int:
    """Its period, counted from 0."""
    return (market.id >> 8 & 2**32 - 1) - 1


def _bet(house: House, batch: Sequence[Market]) -> Call:
    """2 USDC on the one side, 3 on the other."""
    bets = [(market.id, side, (2 + side) * USDC, 0) for market in batch for side in range(2)]
    return house.world.engine.prepare("betBatch", bets, False)


def _prove(house: House, source: int, at: int, price: int) -> Call:
    report = NETWORK.report(stream_id("BTC"), at, price=price * TO_18)
    return house.world.resolution.prepare("prove", source, at, bytes(32), report)


def _send(house: House, account: int, calls: Iterable[Call]) -> None:
    """From an account that the node knows the key of, without waiting in between; all must succeed.

    Blocks are made by hand: a node that mines by itself would go on making empty ones for transactions that are long
    in a block, and past the end of the test.
    """
    sender = accounts.account(account).address
    house.client.request("evm_setAutomine", False)
    sent = [
        house.client.request(
            "eth_sendTransaction",
            {"from": sender, "to": call.to, "data": "0x" + call.data.hex(), "gas": hex(GAS)},
        )
        for call in calls
    ]
    for _ in range(COUNT):
        if house.client.request("txpool_status")["pending"] == "0x0":
            break
        house.client.request("evm_mine")
    house.client.request("evm_setAutomine", True)
    receipts = [house.client.request("eth_getTransactionReceipt", one) for one in sent]
    assert [receipt["status"] for receipt in receipts] == ["0x1"] * len(sent)
