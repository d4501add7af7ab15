"""The way out without a keeper: every step that needs nobody's permission, by a stranger with gas."""

from __future__ import annotations

import json
from typing import Any

import pytest
from eth_abi.abi import encode

from mutuel.chain.contracts import Call
from mutuel.domain.market import Phase
from mutuel.sdk import Moved, Mutuel, Refused, house, usdc, ways_out
from tests.integration.sdk.stand import Stand
from tests.integration.sdk.test_bots import run

DAY = 86_400


def prove(stand: Stand, price: int) -> None:
    """Somebody proves the price of the first market, and then nobody does anything."""
    house, (_, observed) = stand.house, stand.first
    feed, resolution = house.contract("Feed:BTC / USD", "LocalFeed"), house.contract("Resolution")
    house.act(house.accounts[9], feed, "transmit", price * 10**8, observed - 5)
    house.pass_until(observed + 200)
    proof = encode(["uint80"], [feed.read("latestRoundData")[0]])
    source = house.book.raw["sources"]["BTC-USD"]
    house.act(house.bettors[0], resolution, "prove", source, observed, bytes(32), proof)


def test_settle__answer_that_nobody_made_final__is_final_settled_and_paid(stand: Stand) -> None:
    market_id, observed = stand.first
    prove(stand, 15_000)
    stand.house.pass_until(observed + 2_000)
    with Mutuel.open(stand.settings) as mutuel:
        steps = mutuel.settle(market_id)
        assert [step.what for step in steps] == ["Resolution.finalise", "ParimutuelEngine.settle"]
        assert mutuel.market(market_id).phase is Phase.SETTLED
        assert mutuel.claimable(market_id, stand.house.bettors[0]) == usdc("140")


def test_settle__nobody_answered_for_a_day__is_void_and_refunds(stand: Stand) -> None:
    market_id, observed = stand.first
    stand.house.pass_until(observed + DAY + 1)
    told = json.loads(run(stand, "settle", str(market_id), "--json").stdout)
    assert [step["what"] for step in told["steps"]] == ["Resolution.voidExpired", "ParimutuelEngine.settle"]
    assert told["phase"] == "void"
    with Mutuel.open(stand.settings) as mutuel:
        assert mutuel.claimable(market_id, stand.house.bettors[0]) == usdc("60")


def test_settle__somebody_else_is_faster_at_the_last_step__tells_what_was_done(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    market_id, observed = stand.first
    prove(stand, 15_000)
    stand.house.pass_until(observed + 2_000)

    def overtaken(*arguments: Any) -> Call:
        step = ways_out.next_step(*arguments)
        if step.what == "ParimutuelEngine.settle":
            stand.house.act(
                stand.house.bettors[0], stand.house.contract("ParimutuelEngine"), "settle", market_id
            )
        return step

    monkeypatch.setattr(house, "next_step", overtaken)
    with Mutuel.open(stand.settings) as mutuel:
        assert [step.what for step in mutuel.settle(market_id)] == ["Resolution.finalise"]
        assert mutuel.market(market_id).phase is Phase.SETTLED


def test_settle__no_step_is_due__says_so_and_sends_nothing(stand: Stand) -> None:
    market_id, observed = stand.first
    with Mutuel.open(stand.settings) as mutuel:
        for moment in (None, observed + 1):
            if moment is not None:
                stand.house.pass_until(moment)
            with pytest.raises(Refused) as refused:
                mutuel.settle(market_id)
            assert refused.value.moved is Moved.NO
        stand.house.settle(market_id, observed, 15_000)
        with pytest.raises(Refused) as again:
            mutuel.settle(market_id)
    assert again.value.code == "AlreadyDecided"
