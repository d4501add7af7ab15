"""The golden vectors read by Solidity: the same files that Python's and the page's tests read."""

from __future__ import annotations

from typing import Any

import pytest

from mutuel.domain.fees import fee_down
from mutuel.domain.units import Bps
from tests.differential.harness import Harness
from tests.vectors import ints, load

Given = dict[str, Any]


def refused(expect: Any) -> bool:
    return isinstance(expect, dict) and "error" in expect


def answered(name: str) -> list[Any]:
    """Vectors with an answer; what the rules refuse, the engine refuses before it calls a library."""
    return [param for param in load(name) if not refused(param.values[1])]


@pytest.mark.parametrize(("given_", "expect"), load("index_of"))
def test_index_of__golden_vector__holds_on_chain(harness: Harness, given_: Given, expect: int) -> None:
    edges = list(ints(given_["edges"]))
    case = {
        "edges": edges + [0] * (4 - len(edges)),
        "outcomes": len(edges) + 1,
        "value": int(given_["value"]),
    }
    assert harness.call("indexOf", [case]) == [expect]


@pytest.mark.parametrize(("given_", "expect"), load("merge_thin"))
def test_merge_thin__golden_vector__holds_on_chain(harness: Harness, given_: Given, expect: Any) -> None:
    pools = list(ints(given_["pools"]))
    case = {
        "stakes": pools + [0] * (5 - len(pools)),
        "outcomes": len(pools),
        "threshold": int(given_["threshold"]),
    }
    assert harness.call("mergeThin", [case]) == [expect["map"]]


@pytest.mark.parametrize(("given_", "expect"), answered("weights"))
def test_weight__golden_vector__holds_on_chain(harness: Harness, given_: Given, expect: Any) -> None:
    case = {
        "stake": int(given_["stake"]), "k0": given_["k0"], "k1": given_["k1"],
        "open": given_["openAt"], "close": given_["closeAt"], "time": given_["at"],
    }  # fmt: skip
    assert harness.call("weightOf", [case]) == [int(expect)]


@pytest.mark.parametrize(("given_", "expect"), answered("fees"))
def test_fee_split__golden_vector__holds_on_chain(harness: Harness, given_: Given, expect: Any) -> None:
    case = {
        "total": int(given_["total"]), "winning": int(given_["winning"]),
        "takeoutBps": given_["takeoutBps"], "insuranceBps": given_["insuranceShareBps"],
    }  # fmt: skip
    assert harness.call("split", [case]) == [{name: int(value) for name, value in expect.items()}]


@pytest.mark.parametrize(("given_", "expect"), load("caps"))
def test_cap_left__golden_vector__holds_on_chain(harness: Harness, given_: Given, expect: Any) -> None:
    pool = int(given_["poolBefore"])
    case = {
        "floor": int(given_["floor"]), "max": int(given_["account"]),
        "exposure": int(given_["exposure"]), "pool": pool,
    }  # fmt: skip
    by_pool = max(0, int(given_["pool"]) - pool)
    assert min(harness.call("capLeftDown", [case])[0], by_pool) == int(expect["left"])


@pytest.mark.parametrize(("given_", "expect"), load("packed_amounts"))
def test_packed_amount__golden_vector__holds_on_chain(harness: Harness, given_: Given, expect: Any) -> None:
    amount = int(given_["amount"])
    if refused(expect):
        lost = harness.refuses("packAmount", amount)
        assert lost or harness.call("unpackAmount", harness.call("packAmount", amount)) != amount
    else:
        assert harness.call("packAmount", amount) == expect["packed"]


@pytest.mark.parametrize(("given_", "expect"), load("median_spread"))
def test_median_and_spread__golden_vector__holds_on_chain(
    harness: Harness, given_: Given, expect: Any
) -> None:
    values = list(ints(given_["values"]))
    assert harness.call("medianOf", [values]) == [int(expect["median"])]
    assert harness.call("spreadExceeds", [values], [given_["maxSpreadBps"]]) == [expect["exceeds"]]


SETTLED = [param for param in load("settle") if "settled" in param.values[1]]


@pytest.mark.parametrize(("given_", "expect"), SETTLED)
def test_payouts__golden_vector__hold_on_chain(harness: Harness, given_: Given, expect: Any) -> None:
    """The winner's group, its totals, and what everybody in it gets."""
    market, won = given_["market"], expect["settled"]
    group, kind = set(won["group"]), market["kind"]
    total = sum(int(bet["stake"]) for bet in given_["bets"])
    stakes: dict[str, int] = {}
    weights: dict[str, int] = {}
    for bet in given_["bets"]:
        if bet["outcome"] in group:
            weight = harness.call("weightOf", [_weight_case(market, bet)])[0]
            stakes[bet["account"]] = stakes.get(bet["account"], 0) + int(bet["stake"])
            weights[bet["account"]] = weights.get(bet["account"], 0) + weight
    winning = sum(stakes.values())
    assert (winning, sum(weights.values())) == (int(won["winningStake"]), int(won["winningWeight"]))
    assert int(won["net"]) == total - fee_down(total, winning, Bps(market["takeoutBps"]))
    pool = {
        "principalFirst": kind == 4, "net": int(won["net"]), "winning": winning,
        "weights": sum(weights.values()),
    }  # fmt: skip
    cases = [pool | {"stake": stakes[a], "weight": weights[a]} for a in stakes]
    paid = harness.call("payoutDown", cases)
    assert dict(zip(stakes, paid, strict=True)) == {a: int(expect["payouts"][a]) for a in stakes}


def _weight_case(market: Given, bet: Given) -> Given:
    return {
        "stake": int(bet["stake"]), "k0": market["k0"], "k1": market["k1"],
        "open": market["openAt"], "close": market["closeAt"], "time": bet["at"],
    }  # fmt: skip
