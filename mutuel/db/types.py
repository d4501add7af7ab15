"""Column types that SQLite and PostgreSQL share."""

from typing import Any

from sqlalchemy import Dialect, Numeric, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator, TypeEngine


class SqliteSum:
    """SQLite's own SUM turns decimal text into a float; this is its aggregate function `exact_sum`."""

    def __init__(self) -> None:
        self._total = 0

    def step(self, value: str | None) -> None:
        self._total += int(value or 0)

    def finalize(self) -> str:
        return str(self._total)


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

    def process_result_value(self, value: object, dialect: Dialect) -> int | None:
        del dialect  # both databases give it back as something that reads as a number
        return None if value is None else int(str(value))


class ExactSum(FunctionElement[int]):
    """The sum of a Uint256 column, exact in both databases."""

    type = Uint256()
    inherit_cache = True


@compiles(ExactSum)
def _sum(element: ExactSum, compiler: SQLCompiler, **options: Any) -> str:
    return f"sum({compiler.process(element.clauses, **options)})"


@compiles(ExactSum, "sqlite")
def _sqlite_sum(element: ExactSum, compiler: SQLCompiler, **options: Any) -> str:
    return f"exact_sum({compiler.process(element.clauses, **options)})"
