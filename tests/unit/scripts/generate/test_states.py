"""The document of states is the table of the rules."""

from mutuel.domain.resolution.table import MARKET_ROWS, ROWS
from scripts.generate.states import OUTPUT, rendered


def test_document__rendered_again__is_the_same() -> None:
    assert OUTPUT.read_text() == rendered()


def test_rendered__every_row__stands_in_it_once() -> None:
    lines = rendered().splitlines()
    for row in (*ROWS, *MARKET_ROWS):
        assert len([line for line in lines if line.startswith(f"| {row.number} |")]) == 1
