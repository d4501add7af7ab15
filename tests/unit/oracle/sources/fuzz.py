"""Bodies that a broken or hostile server could send: noise, and payloads bent in one place."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

NASTY = (
    *(None, True, 0, -1, 10**30, 1e308, -0.0, "", "x", "NaN", "-1", "1e999999999", [], {}, [[]], {"a": []}),
    *("2024-02-30", "13/45/2022", "9" * 5_000),
)


def bodies(payloads: st.SearchStrategy[Any]) -> st.SearchStrategy[bytes]:
    """Mostly payloads with one value replaced, added or removed; sometimes cut off, sometimes noise."""
    bent = payloads.flatmap(_bent).map(lambda value: json.dumps(value).encode())
    cut = st.tuples(bent, st.integers(0, 400)).map(lambda pair: pair[0][: pair[1]])
    constants = st.sampled_from(
        [b"NaN", b"[Infinity]", b"[" * 50_000, b'{"chart":1e99999}', b"\xff\xfe", b"null"]
    )
    return st.one_of(bent, bent, bent, cut, constants, st.binary(max_size=200))


@st.composite
def _bent(draw: st.DrawFn, payload: Any) -> Any:
    copy = deepcopy(payload)
    places = list(_places(copy))
    holder, key = draw(st.sampled_from(places))
    if draw(st.booleans()):
        holder[key] = deepcopy(draw(st.sampled_from(NASTY)))
    else:
        del holder[key]
    return copy


def _places(value: Any) -> Any:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in list(items):
        yield value, key
        yield from _places(item)
