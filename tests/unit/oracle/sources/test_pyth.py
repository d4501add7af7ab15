from __future__ import annotations

import json

import pytest

from mutuel.domain.units import Price8
from oracle.sources.closes import Refusal, Why
from oracle.sources.pyth import SOURCE, parse_update
from oracle.sources.spots import Spot, price_at
from tests.real import REAL, needs_real_data
from tests.unit.oracle.sources.exchanges import PYTH_BTC, T, pyth
from tests.unit.oracle.sources.pages import KEY, asked_of
from tests.unit.oracle.sources.payloads import body

SUBJECT = f"{PYTH_BTC}@{T}"


@pytest.mark.parametrize(
    ("price", "conf", "exponent", "value"),
    [
        ("7702000000000", "900000000", -8, 77_020_00000000),
        ("7702000123", "900000", -5, 77_020_00123000),
        ("77020001234567890", "900000000000", -12, 77_020_00123456),
        ("77020", "9", 0, 77_020_00000000),
    ],
)
def test_parse_update__any_exponent__eight_decimals_cut_off(
    price: str, conf: str, exponent: int, value: int
) -> None:
    assert parse_update(body(pyth(price, conf, expo=exponent)), SUBJECT) == Spot(
        PYTH_BTC, "USD", T, Price8(value)
    )


@pytest.mark.parametrize("late", [0, 1, 2])
def test_parse_update__first_update_after_the_moment__taken_up_to_two_seconds_late(late: int) -> None:
    parsed = parse_update(body(pyth(at=T + late) if late < 2 else _after_a_gap(late)), SUBJECT)
    assert isinstance(parsed, Spot)
    assert price_at(parsed, T) == 77_020_00000000


def _after_a_gap(late: int) -> object:
    answer = pyth(at=T + late)
    answer["parsed"][0]["metadata"]["prev_publish_time"] = T - 1
    return answer


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (pyth(at=T - 1), Why.MINUTE_MISSING),
        (pyth(at=T + 3), Why.MINUTE_MISSING),
        (pyth(at=T + 2), Why.MINUTE_MISSING),  # the one before it came at the moment itself
        (pyth(conf="30000000000"), Why.BAD_PRICE),
        (pyth(conf="-1"), Why.BAD_PRICE),
        (pyth(price="-7702000000000"), Why.BAD_PRICE),
        (pyth(price="0"), Why.BAD_PRICE),
        (pyth(expo=-400), Why.BAD_PRICE),
        (pyth(price="9" * 31), Why.BAD_PRICE),
        (pyth(price="77020.5"), Why.BAD_PRICE),
        ({"parsed": []}, Why.WRONG_SYMBOL),
        ({"parsed": None}, Why.WRONG_SYMBOL),
        ({"parsed": pyth()["parsed"] * 2}, Why.WRONG_SYMBOL),
        ({"parsed": [pyth()["parsed"][0] | {"id": "ff" * 32}]}, Why.WRONG_SYMBOL),
        ("Price ids not found", Why.WRONG_SHAPE),
    ],
)
def test_parse_update__unusable_answer__typed_refusal(answer: object, why: Why) -> None:
    refused = parse_update(body(answer), SUBJECT)
    assert isinstance(refused, Refusal)
    assert refused.why is why


def test_price_at__another_moment__refused() -> None:
    refused = price_at(Spot(PYTH_BTC, "USD", T, Price8(1)), T + 60)
    assert isinstance(refused, Refusal)
    assert refused.why is Why.MINUTE_MISSING


async def test_fetch__moment__the_update_of_that_second() -> None:
    answer, path = await asked_of(SOURCE.at("http://x", KEY), body(pyth()))
    assert path == f"/v2/updates/price/{T}?ids%5B%5D={PYTH_BTC}&encoding=hex&parsed=true"
    assert isinstance(answer.result, Spot)


@needs_real_data
def test_parse_update__real_payload__read() -> None:
    told = json.loads((REAL / "api" / "pyth_hermes_v2_latest_TSLA.json").read_text())["body"]
    parsed = parse_update(body(told), f"{told['parsed'][0]['id']}@1780063858")
    assert isinstance(parsed, Spot)
    assert parsed.price == 433_80934000
