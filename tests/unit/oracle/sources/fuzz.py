"""Bodies that a broken or hostile server could send: noise, and true bodies bent in one place; always the same ones."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

NASTY: tuple[Any, ...] = (
    *(None, True, 0, -1, 10**30, 1e308, -0.0, "", "x", "NaN", "-1", "1e999999999", [], {}, [[]], {"a": []}),
    *("2024-02-30", "13/45/2022", "9" * 5_000, "\ud800", "٣", "1_000", " 7 ", 2**63, -(2**63), [None] * 3),
    *("9" * 4_300, "1e5000", "raw:1e40", "raw:1e5000", "raw:-1e10000000", "raw:1e999999999", "raw:1e-5000"),
    *("raw:" + "9" * 4_300, "raw:" + "9" * 5_000, "raw:" + "9" * 5_000 + ".0"),
)
"""Behind "raw:" numbers that Python does not write."""
_RAW = re.compile(rb'"raw:([^"]*)"')
CONSTANTS = (
    *(
        b"",
        b"null",
        b"NaN",
        b"[Infinity]",
        b"true",
        b'"',
        b"\xff\xfe",
        b"\x00",
        b"<html>down</html>",
        b"\xef\xbb\xbf",
    ),
    *(
        b"[" * 50_000,
        b'{"a":' * 50_000,
        b'{"chart":1e99999}',
        b"[]",
        b"{}",
        b"0",
        b"Too Many Requests",
        b"a,b\n1",
    ),
)


def bodies(whole: bytes, count: int, seed: int) -> Iterator[bytes]:
    """`count` bodies: the constants, then mostly `whole` bent in its JSON or bytes, sometimes cut, sometimes noise."""
    dice = Random(seed)
    yield from CONSTANTS[:count]
    bends = [_cut, _noise, _overwritten, _overwritten]
    if (value := _json(whole)) is not None:
        bends += [_bent] * 8
    for _ in range(count - len(CONSTANTS)):
        bend = dice.choice(bends)
        yield bend(dice, value if bend is _bent else whole)


def _json(whole: bytes) -> Any:
    try:
        return json.loads(whole)
    except ValueError:
        return None


def _bent(dice: Random, value: Any) -> bytes:
    """One value replaced, taken away, or put in twice."""
    copy = deepcopy(value)
    holder, key = dice.choice(list(_places(copy)))
    match dice.randrange(4):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, list):
            holder.insert(key, deepcopy(holder[key]))
        case _:
            holder[key] = dice.choice(NASTY)
    return _RAW.sub(rb"\1", json.dumps(copy).encode())


def _cut(dice: Random, whole: bytes) -> bytes:
    return whole[: dice.randrange(len(whole))]


def _noise(dice: Random, _whole: bytes) -> bytes:
    return dice.randbytes(dice.randrange(200))


def _overwritten(dice: Random, whole: bytes) -> bytes:
    """A few bytes overwritten, put in or taken away."""
    at = dice.randrange(len(whole))
    noise = dice.choice(
        [dice.randbytes(dice.randrange(8)), b",", b"\n", b"0", b"-", b'"', b"\xff", b"9" * 40]
    )
    return whole[:at] + noise + whole[at + dice.randrange(10) :]


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in list(items):
        yield value, key
        yield from _places(item)
