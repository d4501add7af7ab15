"""Keyset pages: a cursor is the sort key of the last item shown, so that new rows never shift a page."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Annotated, Any, TypeVar

from fastapi import Query
from sqlalchemy import and_, or_
from sqlmodel import col

from backend.errors import MalformedCursor

Row = TypeVar("Row")
Key = tuple[int, int]

MAX_PAGE = 100
Limit = Annotated[int, Query(ge=1, le=MAX_PAGE, description="items of one page")]
CursorText = Annotated[str | None, Query(max_length=100, description="`nextCursor` of the page before")]


def encode(key: Key, order: str = "") -> str:
    """`order` names the order that the key belongs to, where a list has several."""
    return base64.urlsafe_b64encode(f"{key[0]}:{key[1]}:{order}".encode()).decode().rstrip("=")


def decode(cursor: str | None, order: str = "") -> Key | None:
    """The key in a cursor of a list in this `order`, None without one. Raises MalformedCursor."""
    if cursor is None:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        text = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
        first, second, of = text.split(":")
        key = int(first), int(second)
    except (binascii.Error, ValueError) as error:
        raise MalformedCursor from error
    if of != order or not all(-1 <= part < 2**63 for part in key):
        raise MalformedCursor
    return key


def cut(
    rows: Sequence[Row], limit: int, key: Callable[[Row], Key], order: str = ""
) -> tuple[Sequence[Row], str | None]:
    """The page and the next cursor, from up to limit + 1 rows."""
    page = rows[:limit]
    return page, encode(key(page[-1]), order) if len(rows) > limit else None


def newest(query: Any, table: Any, after: Key | None, limit: int) -> Any:
    """At most `limit` rows of a table that is ordered by block and log, the latest first."""
    block, index = col(table.block_number), col(table.log_index)
    if after is not None:
        query = query.where(or_(block < after[0], and_(block == after[0], index < after[1])))
    return query.order_by(block.desc(), index.desc()).limit(limit)
