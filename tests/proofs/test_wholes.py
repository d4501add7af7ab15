from __future__ import annotations

import pytest
import z3

from tests.proofs import wholes
from tests.proofs.wholes import Trace, decide, ways


@pytest.mark.parametrize(("above", "below"), [(7, 2), (-7, 2), (0, 5), (-1, 10_000), (10**40, 3)])
def test_floordiv__numbers__is_python_s(above: int, below: int) -> None:
    trace = Trace([])
    quotient = trace.unknown(z3.IntVal(above)) // below
    assert decide(quotient.term == above // below, *trace.facts) == "proved"


def test_ways__a_function_that_compares__follows_both_answers() -> None:
    a, b = z3.Ints("a b")
    found = list(ways(lambda trace: min(trace.unknown(a), trace.unknown(b))))
    assert len(found) == 2
    assert all(decide(z3.And(one.term <= a, one.term <= b), *trace.facts) == "proved" for trace, one in found)


def test_decide__given_what_cannot_be__proves_anything() -> None:
    a = z3.Int("a")
    assert decide(a == 1, a < 0, a > 0) == "proved"  # why every proof has a claim beside it that is refuted


def test_decide__too_little_effort__is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wholes, "EFFORT", 1)
    a, b = z3.Ints("a b")
    assert decide(a * a * a != b * b + 2, a > 1_000).startswith("undecided")
