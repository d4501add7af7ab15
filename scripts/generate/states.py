"""Writes docs/states.md from the table of mutuel.domain.resolution.table.

`python -m scripts.generate.states`; a test compares the file with the table.
"""

from collections.abc import Collection, Iterator
from pathlib import Path

from mutuel.domain.resolution.table import MARKET_ROWS, ROWS, QuestionState

OUTPUT = Path(__file__).resolve().parents[2] / "docs" / "states.md"

HEAD = """# The states of a question

Generated from `mutuel/domain/resolution/table.py` by `make states`; do not edit. Contracts and twin keep these rows,
tests cite them by number, and every pair of states that is not here is tried on chain and refused.

T: the observation's time. D: the moment of the dispute. W: the source's window for challenges, B its bond. k: how many
signatures its reports need. Path 1: the value came by `prove`; path 2: by `propose`. Nothing here reads a pause.
"""


def rendered() -> str:
    return "\n".join([HEAD, *_questions(), *_markets()])


def _questions() -> Iterator[str]:
    yield from (
        "| row | from | function | if | to | who | latest |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    )
    for row in ROWS:
        start, end = _named(row.start), _named(row.end)
        yield f"| {row.number} | {start} | `{row.event}` | {row.guard} | {end} | {row.who} | {row.latest} |"
    yield ""


def _markets() -> Iterator[str]:
    yield from ("## Markets that wait for one", "")
    yield from ("| row | function | if | then | latest |", "| --- | --- | --- | --- | --- |")
    for row in MARKET_ROWS:
        yield f"| {row.number} | `{row.event}` | {row.guard} | {row.effect} | {row.latest} |"
    yield ""


def _named(states: Collection[QuestionState]) -> str:
    return ", ".join(state.name for state in sorted(states))


if __name__ == "__main__":
    OUTPUT.write_text(rendered())
