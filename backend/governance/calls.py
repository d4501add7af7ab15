"""Calls in words, by the ABIs and the names of the address book."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from backend.catalogue import Catalogue
from backend.governance.schemas import Argument, ReadableCall
from mutuel.chain.calls import NO_CALLS, decoded, inner_of, shown
from mutuel.text import shortened

LONGEST: Final = 8_000
"""Characters of an argument that was read: a source with all its reporters has 2,000."""
LONGEST_RAW: Final = 400
"""Characters of bytes that nobody can read."""
MOST: Final = 64
"""Calls of one proposal or act that are shown; more of them are counted."""
DEEPEST: Final = 3
"""Calls inside calls; what lies deeper is shown as bytes."""


@dataclass(frozen=True)
class Reader:
    """`names`: of contracts, by address."""

    names: Mapping[str, str]

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Reader":
        book = catalogue.deployed
        return cls({address: name for name, address in book.contracts.items()} if book else {})

    def several(self, calls: Iterable[tuple[str, str, int]]) -> tuple[list[ReadableCall], int]:
        """The first MOST calls with those inside them, and how many were left out. `calls`: contract, data, wei."""
        found = (call for to, data, value in calls for call in self.read(to, data, value))
        return list(islice(found, MOST)), sum(1 for _ in found)

    def read(self, to: str, data: str, value: int = 0, depth: int = 0) -> Iterator[ReadableCall]:
        """The call and those inside it."""
        contract, raw = self.names.get(to), bytes.fromhex(data.removeprefix("0x"))
        found = decoded(contract, raw) if contract else None
        function: str | None = found[0]["name"] if found else None
        values: Mapping[str, Any] = found[1] if found else {"data": raw}
        inner = inner_of(to, contract, function, values) if depth < DEEPEST else NO_CALLS
        yield ReadableCall(
            depth=depth,
            to=to,
            contract=contract,
            function=function,
            value=value,
            arguments=[
                self._argument(name, one, LONGEST if found else LONGEST_RAW)
                for key, given in values.items()
                if key not in inner.told_by
                for name, one in _fields(key, given)
            ],
        )
        for target, carried in inner.calls:
            yield from self.read(target, carried.hex(), depth=depth + 1)

    def _argument(self, name: str, value: Any, longest: int) -> Argument:
        known = self.names.get(value) if isinstance(value, str) else None
        text = shown(value) if known is None else f"{value} ({known})"
        return Argument(name=name, value=shortened(text, longest))


def _fields(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """An argument, or each field of a struct."""
    if not isinstance(value, Mapping):
        yield name, value
        return
    for key, inner in value.items():
        yield from _fields(f"{name}.{key}", inner)
