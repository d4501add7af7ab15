"""What anybody may do towards a market's end, so that a keeper's silence keeps nobody's money in.

Each is a step of the state tables that asks for no role, no signature and no bond; the chain itself says which is due.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mutuel.chain.client import Client
from mutuel.chain.contracts import Call, Deployment
from mutuel.chain.markets import Seen
from mutuel.domain.ids import contest_id, question_id
from mutuel.domain.market import State
from mutuel.domain.referee import questions_of
from mutuel.errors import CallRefused

MOST: Final = 16
"""Steps from the first to the last: a race has four questions, and each at most three."""


def next_step(client: Client, book: Deployment, seen: Seen, sender: str) -> Call:
    """The first step that would succeed now. Raises CallRefused, with the reason why the market cannot settle, if none
    would."""
    settle, *others = _steps(client, book, seen)
    try:
        client.call(settle.to, settle.data, sender=sender)
    except CallRefused as reason:
        for step in others:
            if _would_succeed(client, step, sender):
                return step
        raise reason
    return settle


def _would_succeed(client: Client, step: Call, sender: str) -> bool:
    try:
        client.call(step.to, step.data, sender=sender)
    except CallRefused:
        return False
    return True


def _steps(client: Client, book: Deployment, seen: Seen) -> Iterator[Call]:
    """First what pays by a result, then what brings one nearer, last what refunds."""
    engine, resolution = (book.contract(name, client) for name in ("ParimutuelEngine", "Resolution"))
    market = seen.market
    yield engine.prepare("settle", market.id)
    if seen.state is State.CONTESTED:
        own = contest_id(bytes.fromhex(engine.address[2:]), market.id)
        yield resolution.prepare("finalise", own)
        yield resolution.prepare("voidUnruled", own)
    else:
        for key in questions_of(market):
            yield resolution.prepare("finalise", question_id(*key))
            yield resolution.prepare("escalate", *key)
            yield resolution.prepare("voidExpired", *key)
        yield engine.prepare("contest", market.id)
    yield engine.prepare("voidExpired", market.id)
