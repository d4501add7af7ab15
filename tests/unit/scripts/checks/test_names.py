"""Which names of tests are allowed, and where the others stand."""

from pathlib import Path

import pytest

from scripts.checks import names


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("test_bet__late__is_refused", True),
        ("test_bet_from_credit__half_a_cent__is_refused", True),
        ("play", True),
        ("test_bet", False),
        ("test_bet__is_refused", False),
        ("test_bet____is_refused", False),
        ("test_bet__early__counts__late__is_refused", False),
    ],
)
def test_allowed__name__has_three_parts_or_is_no_test(name: str, allowed: bool) -> None:
    assert names.allowed(name) is allowed


def test_tests__name_of_two_parts__is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "tests/unit").mkdir(parents=True)
    kept = "async def test_bet__late__is_refused(): ...\n"
    (tmp_path / "tests/unit/test_bets.py").write_text(
        f"{kept}\nclass TestBets:\n    def test_bets(self): ...\n"
    )
    (tmp_path / "tests/unit/bets.py").write_text("def test_bets(): ...\n")
    [complaint] = names.tests(tmp_path)
    assert complaint.startswith("tests/unit/test_bets.py:4: test_bets is not test_<function>")
