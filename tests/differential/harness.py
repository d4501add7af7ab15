"""Calls the libraries' harness, some hundred cases at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from mutuel.chain import abi
from mutuel.errors import CallRefused
from tests.chain.wire import Wire

BATCH: Final = 500  # cases in one call; some 2,000 would need more than a block's gas


class Harness:
    """`entries` is the harness's ABI."""

    def __init__(self, wire: Wire, address: str, entries: Sequence[abi.Entry]) -> None:
        self._wire = wire
        self._address = address
        self._functions = {entry["name"]: entry for entry in entries if entry["type"] == "function"}

    def call(self, function: str, *arguments: Any) -> Any:
        """One call. Raises CallRefused."""
        entry = self._functions[function]
        data = abi.digest(entry)[:4] + abi.encode_values(entry["inputs"], arguments)
        return abi.decode_values(entry["outputs"], self._wire.calls([(self._address, data)])[0])[0]

    def batch(self, function: str, *columns: Sequence[Any]) -> list[Any]:
        """One answer for each case; a case is a struct, or an item of each column."""
        answers: list[Any] = []
        for start in range(0, len(columns[0]), BATCH):
            answers += self.call(function, *(column[start : start + BATCH] for column in columns))
        return answers

    def refuses(self, function: str, *arguments: Any) -> bool:
        try:
            self.call(function, *arguments)
        except CallRefused:
            return True
        return False


def differences(
    cases: Sequence[Any], chain: Sequence[Any], python: Callable[[Any], Any]
) -> list[tuple[Any, Any, Any]]:
    """(case, chain, Python) wherever the two disagree."""
    assert len(cases) == len(chain)
    return [
        (case, answer, told)
        for case, answer in zip(cases, chain, strict=True)
        if answer != (told := python(case))
    ]
