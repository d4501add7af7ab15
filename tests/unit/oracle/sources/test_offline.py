"""Asking without going anywhere."""

from __future__ import annotations

import asyncio

import pytest

from oracle.sources.closes import Refusal, Why
from oracle.sources.offline import UntriedWeb, at_once


async def test_at_once__event_loop_running__the_answer_all_the_same() -> None:
    assert at_once(UntriedWeb().get("http://x", {})) == Refusal(Why.UNREACHABLE, "not tried")


def test_at_once__something_to_wait_for__refused() -> None:
    with pytest.raises(RuntimeError, match="waits for something"):
        at_once(waiting())


@pytest.mark.parametrize(
    ("url", "said"), [("", "off: no address is set for it"), ("http://x", "unreachable: not tried")]
)
def test_get__untried__says_whether_there_is_an_address(url: str, said: str) -> None:
    assert str(at_once(UntriedWeb().get(url + "/path", {}))) == said


async def waiting() -> None:
    """As a source does that goes somewhere."""
    await asyncio.sleep(0)
