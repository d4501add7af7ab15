from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutuel.domain import errors, referee
from mutuel.domain.ids import SubjectRule, market_id
from mutuel.domain.market import Kind, Market, VoidReason
from mutuel.domain.referee import Answer, QuestionKey
from mutuel.domain.resolution.table import QuestionState
from tests.unit.domain.factories import CLOSE, OBSERVE, OPEN, answers_of, market, market_of
from tests.vectors import load

START = OPEN - 3_600
PRICES = st.integers(1, 2**63 - 1)
UPDOWN = market(kind=Kind.UPDOWN, outcomes=2, edges=(START,))
RACE = market(kind=Kind.RACE, outcomes=2, edges=(START,), source2_id=9)
WINDOW = market(kind=Kind.MATCH, outcomes=2, edges=(), known_guard=120, open_at=CLOSE - 600)


def final(value: int, low: int | None = None, high: int | None = None, known_at: int = OBSERVE) -> Answer:
    extremes = value if low is None else low, value if high is None else high
    return Answer(QuestionState.FINAL, value, *extremes, known_at)


def told(of: Market, answers: list[Answer], now: int, *, outage: bool, contested: bool) -> dict[str, Any]:
    if contested:
        verdict = referee.decide_contested(of, answers[0], outage=outage)
    else:
        verdict = referee.decide(of, answers, now, outage=outage)
    if verdict.reason is not None:
        return {"void": verdict.reason.value}
    return {"winner": verdict.winner, "value": str(verdict.value)}


@pytest.mark.parametrize(("given_", "expect"), load("referee"))
def test_decide__vector__matches(given_: dict[str, Any], expect: dict[str, Any]) -> None:
    arguments = market_of(given_["market"]), answers_of(given_["answers"]), given_["now"]
    flags = {"outage": given_["outage"], "contested": given_["contested"]}
    if "error" in expect:
        with pytest.raises(getattr(errors, expect["error"])):
            told(*arguments, **flags)
    else:
        assert told(*arguments, **flags) == expect


@given(end=PRICES, start=PRICES)
def test_decide__up_or_down__is_the_sign_of_the_change(end: int, start: int) -> None:
    verdict = referee.decide(UPDOWN, [final(end), final(start)], OBSERVE)
    assert (verdict.reason is VoidReason.TIE) == (end == start)
    assert verdict.reason is not None or (verdict.winner, verdict.value) == (int(end > start), end)


@given(a1=PRICES, a0=PRICES, b1=PRICES, b0=PRICES)
def test_decide__race__is_the_exact_comparison_of_returns(a1: int, a0: int, b1: int, b0: int) -> None:
    verdict = referee.decide(RACE, [final(price) for price in (a1, a0, b1, b0)], OBSERVE)
    first, second = Fraction(a1, a0), Fraction(b1, b0)
    assert verdict.value == (first > second) - (first < second)
    assert (verdict.reason is VoidReason.TIE) == (first == second)


@given(a1=PRICES, a0=PRICES, b1=PRICES, b0=PRICES)
def test_decide__race_with_its_runners_swapped__has_the_other_winner(
    a1: int, a0: int, b1: int, b0: int
) -> None:
    one = referee.decide(RACE, [final(price) for price in (a1, a0, b1, b0)], OBSERVE)
    other = referee.decide(RACE, [final(price) for price in (b1, b0, a1, a0)], OBSERVE)
    assert one.value == -other.value
    assert one.reason == other.reason


@given(data=st.data(), race=st.booleans())
def test_find__any_values_within_the_extremes__never_leave_the_verdicts_of_the_extremes(
    data: st.DataObject, race: bool
) -> None:
    of = RACE if race else UPDOWN
    answers, inside = [], []
    for _ in referee.questions_of(of):
        low, value, other, high = sorted(data.draw(st.tuples(PRICES, PRICES, PRICES, PRICES)))
        answers.append(final(value, low, high))
        inside.append(final(other))
    found, drawn = referee.find(of, answers), referee.find(of, inside)
    assert found.low <= found.main <= found.high
    assert found.low <= drawn.main <= found.high


@given(states=st.tuples(*[st.sampled_from(QuestionState)] * 4))
def test_find__states_of_four_questions__void_first_and_final_only_together(
    states: tuple[QuestionState, ...],
) -> None:
    found = referee.find(RACE, [final(1)._replace(state=state) for state in states])
    assert (found.state is QuestionState.VOID) == (QuestionState.VOID in states)
    assert (found.state is QuestionState.FINAL) == (set(states) == {QuestionState.FINAL})
    assert found.state in states


def test_questions_of__each_kind__end_before_start_and_first_before_second() -> None:
    subject = (7).to_bytes(32, "big")
    for of, keys in (
        (market(), [(1, OBSERVE)]),
        (UPDOWN, [(1, OBSERVE), (1, START)]),
        (RACE, [(1, OBSERVE), (1, START), (9, OBSERVE), (9, START)]),
        (WINDOW, [(1, OBSERVE)]),
    ):
        named = replace(of, id=market_id(1, 7, 3))
        assert list(referee.questions_of(named)) == [QuestionKey(*key, subject) for key in keys]


def test_questions_of__over_range__is_named_by_match_and_window() -> None:
    over = market(kind=Kind.MATCH, edges=(), subject_rule=SubjectRule.PERIOD_INDEX)
    over = replace(over, id=market_id(1, 7, 3))
    assert referee.questions_of(over)[0].subject == (7 << 8 | 3).to_bytes(32, "big")


@pytest.mark.parametrize(("after", "hits"), [(-601, False), (-600, True), (2_400, True), (2_401, False)])
def test_outage_span__short_market__from_ten_minutes_before_the_close_to_ten_after_the_observation(
    after: int, hits: bool
) -> None:
    day = market(open_at=OBSERVE - 86_400, close_at=OBSERVE - 1_800)
    span = referee.outage_span(day)
    assert span is not None
    assert (span[0] <= day.close_at + after <= span[1]) is hits


def test_outage_span__market_of_more_than_a_day__is_never_void_by_itself() -> None:
    assert referee.outage_span(market(open_at=OBSERVE - 86_401, close_at=OBSERVE - 1_800)) is None


DISAGREE = [final(64_999_000_000, 64_999_000_000, 65_000_000_000)]


def test_check_contest__sources_name_different_winners__until_96_hours_after() -> None:
    referee.check_contest(market(), DISAGREE, CLOSE)
    referee.check_contest(market(), DISAGREE, OBSERVE + 96 * 3_600)
    with pytest.raises(errors.TooLate):
        referee.check_contest(market(), DISAGREE, OBSERVE + 96 * 3_600 + 1)
    with pytest.raises(errors.TooEarly):
        referee.check_contest(market(), DISAGREE, CLOSE - 1)
    with pytest.raises(errors.NotContestable):
        referee.check_contest(market(contestable=False), DISAGREE, CLOSE)


@pytest.mark.parametrize("state", QuestionState)
def test_check_contest__state_of_the_question__proposed_or_final_only(state: QuestionState) -> None:
    answers = [DISAGREE[0]._replace(state=state)]
    if state in (QuestionState.PROPOSED, QuestionState.FINAL):
        referee.check_contest(market(), answers, OBSERVE)
    else:
        with pytest.raises(errors.NothingToContest):
            referee.check_contest(market(), answers, OBSERVE)


@pytest.mark.parametrize("answer", [final(64_500_000_000), DISAGREE[0]._replace(ruled=True)])
def test_check_contest__one_winner_or_a_ruling__nothing_to_contest(answer: Answer) -> None:
    with pytest.raises(errors.NothingToContest):
        referee.check_contest(market(), [answer], OBSERVE)


@pytest.mark.parametrize(("after", "may"), [(-61, False), (-60, True), (0, True), (60, True), (61, False)])
def test_check_contest__match_known_around_its_guard__within_a_minute(after: int, may: bool) -> None:
    answer = final(0, known_at=CLOSE + 120 + after)
    if may:
        referee.check_contest(WINDOW, [answer], OBSERVE)
    else:
        with pytest.raises(errors.NothingToContest):
            referee.check_contest(WINDOW, [answer], OBSERVE)


@given(value=PRICES, low=PRICES, high=PRICES)
def test_decide__contestable_or_decided__exactly_one_of_both(value: int, low: int, high: int) -> None:
    """Row 20: what may be contested waits, what may not is decided."""
    low, value, high = sorted((low, value, high))
    answers = [final(value, low, high), final(2**40)]
    try:
        referee.check_contest(UPDOWN, answers, OBSERVE)
    except errors.NothingToContest:
        referee.decide(UPDOWN, answers, OBSERVE)
    else:
        with pytest.raises(errors.MarketContested):
            referee.decide(UPDOWN, answers, OBSERVE)
