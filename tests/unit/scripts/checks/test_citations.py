"""Which rules a text cites, and which of them nobody stated."""

from pathlib import Path

import pytest

from scripts.checks import citations

UNKNOWN = "R-" + "CUP"


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        (
            "How much an account may stake (rules 1.5, R-CAP; self-limits R-LIMIT).",
            {"1.5", "R-CAP", "R-LIMIT"},
        ),
        ("as fixed by rule 1.3.", {"1.3"}),
        ("VOID: R-ONE-SIDED, R-KNOWN.", {"R-ONE-SIDED", "R-KNOWN"}),
        ("the rules of 2 houses; BRK.B", set()),
    ],
)
def test_cited_in__text__names_its_rules(text: str, cited: set[str]) -> None:
    assert citations.cited_in(text) == cited


def test_lead_somewhere__rule_that_nobody_stated__is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/rules.md").write_text(
        "## 1. Pools\n**1.1 Immutable.** Always.\n\n**R-CAP.** So much.\n"
    )
    (tmp_path / "some.py").write_text(f'"""rules 1, 1.1, R-CAP."""\n# {UNKNOWN}, rules 1.{99}\n')
    assert list(citations.lead_somewhere(tmp_path)) == [
        "some.py:2: 1.99 is not in docs/rules.md",
        f"some.py:2: {UNKNOWN} is not in docs/rules.md",
    ]
