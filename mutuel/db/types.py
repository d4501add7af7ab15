"""Column types that SQLite and PostgreSQL share."""

from typing import Any

from sqlalchemy import BigInteger, Dialect, Numeric, String
from sqlalchemy.types import TypeDecorator, TypeEngine

MICRO_USDC = BigInteger  # USDC has far fewer than 2^63 micro-units


class Uint256(TypeDecorator[int]):
    """A non-negative integer of any size, exact in both databases: NUMERIC(78, 0), decimal text in SQLite."""

    impl = String(78)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Numeric(78, 0))
        return dialect.type_descriptor(String(78))

    def process_bind_param(self, value: int | None, dialect: Dialect) -> object:
        if value is None or dialect.name == "postgresql":
            return value
        return str(value)

    def process_result_value(self, value: object, dialect: Dialect) -> int | None:  # noqa: ARG002  # the base class's signature
        return None if value is None else int(str(value))
