from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutuel.domain import errors, ids
from mutuel.domain.ids import MarketKey, SubjectRule
from tests.vectors import load


def raw(text: str) -> bytes:
    return bytes.fromhex(text.removeprefix("0x"))


@pytest.mark.parametrize(("given_", "expect"), load("market_ids"))
def test_market_id__vector__matches(given_: dict[str, int], expect: Any) -> None:
    parts = given_["templateId"], given_["period"], given_["index"]
    if isinstance(expect, dict):
        with pytest.raises(getattr(errors, expect["error"])):
            ids.market_id(*parts)
        return
    assert ids.market_id(*parts) == int(expect)


@given(st.integers(1, ids.MAX_TEMPLATE), st.integers(0, 2**32 - 1), st.integers(0, 255))
def test_market_key__of_any_id__gives_its_parts_back(template: int, period: int, index: int) -> None:
    assert ids.market_key(ids.market_id(template, period, index)) == MarketKey(template, period, index)


@pytest.mark.parametrize("number", [0, 2**48 - 1, 2**63, 1 << 48 | 1 << 40])
def test_market_key__number_that_is_no_id__is_refused(number: int) -> None:
    with pytest.raises(errors.OutOfRange):
        ids.market_key(number)


@pytest.mark.parametrize(("given_", "expect"), load("question_ids"))
def test_question_id__vector__matches(given_: dict[str, Any], expect: str) -> None:
    assert ids.question_id(given_["sourceId"], given_["observeAt"], raw(given_["subject"])) == raw(expect)


@pytest.mark.parametrize(("given_", "expect"), load("contest_ids"))
def test_contest_id__vector__matches(given_: dict[str, str], expect: str) -> None:
    assert ids.contest_id(raw(given_["engine"]), int(given_["marketId"])) == raw(expect)


@pytest.mark.parametrize("subject", [b"", bytes(31), bytes(33)])
def test_question_id__subject_of_another_length__is_refused(subject: bytes) -> None:
    with pytest.raises(errors.OutOfRange):
        ids.question_id(1, 1, subject)


@pytest.mark.parametrize(
    ("rule", "number"),
    [(SubjectRule.NONE, 0), (SubjectRule.PERIOD, 42), (SubjectRule.PERIOD_INDEX, 42 << 8 | 3)],
)
def test_subject_of__each_rule__follows_from_the_market_id(rule: SubjectRule, number: int) -> None:
    assert ids.subject_of(rule, ids.market_id(5, 42, 3)) == number.to_bytes(32, "big")
