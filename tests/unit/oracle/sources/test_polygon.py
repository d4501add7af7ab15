from __future__ import annotations

import json
from datetime import date, datetime

import httpx
import pytest

from mutuel.domain.resolution.observation import Split
from oracle.calendar import NEW_YORK
from oracle.sources.closes import Closes, Refusal, Why, day_number
from oracle.sources.polygon import BARS, DECLARATION, Polygon, parse_bars, parse_splits
from tests.real import REAL, needs_real_data
from tests.unit.oracle.sources.pages import KEY, closes_of
from tests.unit.oracle.sources.payloads import SYMBOL, body, polygon_bars, polygon_splits

POLYGON = Polygon(BARS.at("http://x", KEY))


def midnight(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=NEW_YORK).timestamp()) * 1_000


MONDAY, TUESDAY = date(2026, 3, 9), date(2026, 10, 13)
"""On the first Monday of daylight saving, and later."""
ROWS = [(midnight(MONDAY), 191.44), (midnight(TUESDAY), 47.9)]
GOOD = polygon_bars(ROWS)
SPLITS = polygon_splits([("2026-10-12", 4, 1), ("2026-03-10", 1, 10)])


def test_parse_bars__unadjusted_bars__closes_of_their_new_york_day() -> None:
    parsed = parse_bars(body(GOOD), SYMBOL)
    assert isinstance(parsed, Closes)
    assert parsed.by_day == {MONDAY: 191_44000000, TUESDAY: 47_90000000}
    assert (parsed.currency, parsed.basis.name, parsed.splits) == ("USD", "AS_TRADED", None)


def test_parse_splits__calendar__in_order_new_shares_for_old() -> None:
    first, second = day_number(date(2026, 3, 10)), day_number(date(2026, 10, 12))
    assert parse_splits(body(SPLITS), SYMBOL) == (Split(first, 1, 10), Split(second, 4, 1))


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"status": "ERROR", "error": "Unknown API Key"}, Why.ERROR_BODY),
        ({"status": "NOT_AUTHORIZED", "message": "You are not entitled to this data."}, Why.NOT_AUTHORISED),
        (GOOD | {"status": "DELAYED"}, Why.SESSION_UNFINISHED),
        (GOOD | {"adjusted": True}, Why.WRONG_BASIS),
        (polygon_bars(ROWS, "MSFT"), Why.WRONG_SYMBOL),
        (polygon_bars([(midnight(MONDAY) + 3_600_000, 1.0)]), Why.WRONG_SHAPE),  # an hour's bar
        (polygon_bars([ROWS[0], ROWS[0]]), Why.WRONG_SHAPE),
        (polygon_bars([(midnight(MONDAY), 0.0)]), Why.BAD_PRICE),
        ({}, Why.ERROR_BODY),
    ],
)
def test_parse_bars__unusable_answer__typed_refusal(answer: object, why: Why) -> None:
    refused = parse_bars(body(answer), SYMBOL)
    assert isinstance(refused, Refusal)
    assert refused.why is why


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (polygon_splits([("2026-10-12", 4, 1)], "MSFT"), Why.WRONG_SYMBOL),
        (polygon_splits([("2026-10-12", 0, 1)]), Why.WRONG_SHAPE),
        (
            polygon_splits([(f"20{n:02}-01-05", 2, 1) for n in range(100)] + [("1999-01-05", 2, 1)]),
            Why.WRONG_SHAPE,
        ),
        ({"status": "OK"}, Why.WRONG_SHAPE),
        ({"status": "ERROR"}, Why.ERROR_BODY),
    ],
)
def test_parse_splits__unusable_answer__typed_refusal(answer: object, why: Why) -> None:
    refused = parse_splits(body(answer), SYMBOL)
    assert isinstance(refused, Refusal)
    assert refused.why is why


async def test_fetch__both_pages__closes_with_their_splits_and_the_key_in_neither() -> None:
    pages = [httpx.Response(200, content=body(value)) for value in (GOOD, SPLITS)]
    answer, asked = await closes_of(POLYGON, pages)
    assert isinstance(answer.result, Closes)
    assert answer.result.splits is not None
    assert [split.numerator for split in answer.result.splits] == [1, 4]
    assert [page.path for page in answer.pages] == [
        "/v2/aggs/ticker/AAPL/range/1/day/2026-10-07/2026-10-14?adjusted=false&sort=asc&limit=50000",
        "/v3/reference/splits?ticker=AAPL&limit=100&execution_date.gte=2026-10-07&execution_date.lte=2026-10-14",
    ]
    assert {request.headers["Authorization"] for request in asked} == {f"Bearer {KEY.get_secret_value()}"}


async def test_fetch__no_readable_splits__closes_whose_splits_are_unknown() -> None:
    pages = [httpx.Response(200, content=body(GOOD)), httpx.Response(200, content=b"{}")]
    answer, _ = await closes_of(POLYGON, pages)
    assert isinstance(answer.result, Closes)
    assert answer.result.splits is None
    assert len(answer.pages) == 2


async def test_fetch__class_of_shares__behind_a_dot() -> None:
    answer, asked = await closes_of(POLYGON, [httpx.Response(200, content=body(GOOD))], "BRK.B")
    assert isinstance(answer.result, Refusal)
    assert asked[0].url.path.startswith("/v2/aggs/ticker/BRK.B/")
    assert DECLARATION.tells_splits


@needs_real_data
def test_parse__real_payloads__read_or_refused() -> None:
    adjusted = json.loads((REAL / "api" / "polygon_v2_aggs_range_1day_AAPL.json").read_text())
    refused = parse_bars(body(adjusted), "AAPL")
    assert isinstance(refused, Refusal)
    assert refused.why is Why.WRONG_BASIS
    parsed = parse_bars(body(adjusted | {"adjusted": False}), "AAPL")
    assert isinstance(parsed, Closes)
    assert parsed.by_day == {date(2005, 4, 1): 1_46040000, date(2005, 4, 4): 1_46750000}
    splits = json.loads((REAL / "api" / "polygon_v3_reference_splits.json").read_text())
    assert isinstance(parse_splits(body(splits), "GOOGL"), Refusal)
    own = splits | {"results": [one for one in splits["results"] if one["ticker"] == "GOOGL"]}
    assert parse_splits(body(own), "GOOGL") == (Split(day_number(date(2022, 7, 18)), 20, 1),)
