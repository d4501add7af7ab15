"""A parsed TOML table, read key by key; what nobody asked for is refused at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from typing import Any, TypeVar

from mutuel.domain.errors import BadConfig, DomainError, require_range
from mutuel.domain.limits import pack_amount
from mutuel.domain.units import ONE_USDC, MicroUsdc

_E = TypeVar("_E", bound=Enum)
_T = TypeVar("_T")


class Table:
    """Unknown keys, floats and missing numbers are refused: a typing error must not become a market.

    Every method raises BadConfig, naming the table and what is wrong with it.
    """

    def __init__(self, where: str, values: Mapping[str, Any]) -> None:
        self.where, self.rest = where, dict(values)

    def take(self, key: str, kind: type, default: Any = None) -> Any:
        value = self.rest.pop(key, default)
        if type(value) is not kind:
            problem = "is missing" if value is None else f"must be of type {kind.__name__}"
            raise BadConfig(self.where, f"{key} {problem}")
        return value

    def number(self, key: str, lowest: int, highest: int, default: int | None = None) -> int:
        return self.checked(key, lambda: require_range(key, self.take(key, int, default), lowest, highest))

    def usdc(self, key: str, default: int | None = None) -> MicroUsdc:
        """Whole USDC that the contract's one-byte form can hold."""
        amount = MicroUsdc(self.number(key, 0, 10**9, default) * ONE_USDC)
        self.checked(key, lambda: pack_amount(amount))
        return amount

    def moment(self, key: str) -> int:
        """UTC seconds of a date-time with an offset: 2026-11-22T14:00:00Z."""
        value: datetime = self.take(key, datetime)
        if value.tzinfo is None or value.microsecond:
            raise BadConfig(self.where, f"{key} must name its offset from UTC and be a whole second")
        return int(value.timestamp())

    def words(self, key: str) -> tuple[str, ...]:
        """A list of words, empty if it is missing."""
        values = self.take(key, list, [])
        if any(type(value) is not str for value in values):
            raise BadConfig(self.where, f"{key} must hold words")
        return tuple(values)

    def member(self, key: str, kind: type[_E]) -> _E:
        word = self.take(key, str)
        return self.checked(key, lambda: kind[word.upper()])

    def checked(self, key: str, read: Callable[[], _T]) -> _T:
        try:
            return read()
        except (DomainError, KeyError, ValueError) as problem:
            raise BadConfig(self.where, f"{key}: {problem}") from problem

    def tables(self, key: str, default: Mapping[str, Any] | None = None) -> list[tuple[str, Table]]:
        """The named tables under `key`."""
        inner = self.take(key, dict, default)
        if not all(isinstance(values, dict) for values in inner.values()):
            raise BadConfig(self.where, f"{key} must hold tables only")
        return [(name, Table(f"{key}.{name}", values)) for name, values in inner.items()]

    def rows(self, key: str) -> list[Table]:
        """The tables of an array, none if it is missing."""
        inner = self.take(key, list, [])
        if not all(isinstance(values, dict) for values in inner):
            raise BadConfig(self.where, f"{key} must hold tables only")
        return [Table(f"{key}[{place}]", values) for place, values in enumerate(inner)]

    def end(self) -> None:
        if self.rest:
            raise BadConfig(self.where, f"unknown keys {sorted(self.rest)}")
