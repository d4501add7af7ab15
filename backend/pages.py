"""Keyset pages: a cursor is the sort key of the last item shown, so that new rows never shift a page."""

import base64
import binascii
from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from fastapi import Query

from backend.errors import MalformedCursor

Row = TypeVar("Row")
Key = tuple[int, int]

MAX_PAGE = 100
Limit = Annotated[int, Query(ge=1, le=MAX_PAGE, description="items of one page")]
CursorText = Annotated[str | None, Query(max_length=100, description="`nextCursor` of the page before")]


def encode(key: Key) -> str:
    return base64.urlsafe_b64encode(f"{key[0]}:{key[1]}".encode()).decode().rstrip("=")


def decode(cursor: str | None) -> Key | None:
    """The key in a cursor, None without one. Raises MalformedCursor."""
    if cursor is None:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        first, second = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii").split(":")
        key = int(first), int(second)
    except (binascii.Error, ValueError) as error:
        raise MalformedCursor from error
    if not all(-1 <= part < 2**63 for part in key):
        raise MalformedCursor
    return key


def cut(rows: Sequence[Row], limit: int, key: Callable[[Row], Key]) -> tuple[Sequence[Row], str | None]:
    """The page and the next cursor, from up to limit + 1 rows."""
    page = rows[:limit]
    return page, encode(key(page[-1])) if len(rows) > limit else None
