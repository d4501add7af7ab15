"""Who is sent which frame."""

from __future__ import annotations

import json
from typing import Any

import pytest

from backend.markets.records import At, MarketRecord
from backend.stream.errors import TooManySubscriptions
from backend.stream.schemas import MAX_SUBSCRIPTIONS, Tick
from backend.stream.service import Client, Hub
from mutuel.db.domain import template_of
from mutuel.domain.parimutuel import Pools
from tests.unit.backend.factories import BLOCK, MARKET, NOW, USDC, market, template

AT = At(BLOCK, NOW)


def record(seq: int, stake: int = USDC, market_id: int = MARKET) -> MarketRecord:
    pools = Pools.flat((stake, 0, 0, 0, 0))
    return MarketRecord(market(market_id), template_of(template(), "AAPL-WEEK"), pools, 1, (), seq)


def frames(client: Client) -> list[dict[str, Any]]:
    return [json.loads(client.frames.get_nowait()) for _ in range(client.frames.qsize())]


def followed(hub: Hub, client: Client, seq: int = 1) -> None:
    """The client joins and has read its first snapshot."""
    hub.join(client)
    hub.follow(client, [MARKET])
    hub.show(client, AT, [record(seq)])
    frames(client)


def test_show__after_follow__sends_one_snapshot() -> None:
    hub, client = Hub(), Client()
    hub.follow(client, [MARKET])
    hub.show(client, AT, [record(3, 5 * USDC)])
    (frame,) = frames(client)
    assert (frame["type"], frame["marketId"], frame["seq"], frame["block"]) == (
        "snapshot",
        str(MARKET),
        3,
        BLOCK,
    )
    assert (frame["total"], frame["state"], frame["winner"]) == ("5.000000", "open", None)
    assert frame["pools"][0] == {"index": 0, "stake": "5.000000", "share": 10_000, "odds": "1.000000"}


def test_publish__new_state__sends_a_delta_that_names_the_frame_before() -> None:
    hub, client = Hub(), Client()
    followed(hub, client, seq=3)
    hub.publish(AT, [record(7, 2 * USDC)])
    hub.publish(AT, [record(8, 3 * USDC)])
    shown = [(f["type"], f["previous"], f["seq"], f["total"]) for f in frames(client)]
    assert shown == [("delta", 3, 7, "2.000000"), ("delta", 7, 8, "3.000000")]


def test_publish__state_already_sent__sends_nothing() -> None:
    hub, client = Hub(), Client()
    followed(hub, client, seq=3)
    hub.publish(AT, [record(3)])
    assert frames(client) == []


def test_publish__between_follow_and_show__sends_the_newer_snapshot_once() -> None:
    hub, client = Hub(), Client()
    hub.follow(client, [MARKET])
    hub.publish(AT, [record(6)])
    hub.show(client, AT, [record(5)])
    assert [(f["type"], f["seq"]) for f in frames(client)] == [("snapshot", 6)]


def test_publish__seq_fell_back_after_a_rebuild__still_sends_a_delta() -> None:
    hub, client = Hub(), Client()
    followed(hub, client, seq=9)
    hub.publish(AT, [record(2)])
    assert [(f["previous"], f["seq"]) for f in frames(client)] == [(9, 2)]


def test_follow__again_after_a_gap__sends_a_fresh_snapshot() -> None:
    hub, client = Hub(), Client()
    followed(hub, client)
    hub.follow(client, [MARKET])
    hub.show(client, AT, [record(4)])
    assert [(f["type"], f["seq"]) for f in frames(client)] == [("snapshot", 4)]


def test_unsubscribe__then_publish__sends_nothing_and_forgets_the_market() -> None:
    hub, client = Hub(), Client()
    followed(hub, client)
    hub.unsubscribe(client, [MARKET, MARKET + 1])
    hub.publish(AT, [record(2)])
    assert (frames(client), hub.followed([MARKET])) == ([], set())


def test_leave__one_of_two__keeps_the_other() -> None:
    hub, gone, stays = Hub(), Client(), Client()
    followed(hub, gone)
    followed(hub, stays)
    hub.leave(gone)
    hub.publish(AT, [record(2)])
    hub.broadcast(Tick(now=NOW, block=BLOCK))
    assert (len(frames(gone)), len(frames(stays))) == (0, 2)


def test_publish__client_does_not_read__is_lost_and_others_are_served() -> None:
    hub, slow, quick = Hub(), Client(capacity=2), Client(capacity=2)
    followed(hub, slow)
    followed(hub, quick)
    for seq in (2, 3, 4):
        hub.publish(AT, [record(seq)])
        frames(quick)
    assert (slow.lost.is_set(), quick.lost.is_set(), slow.frames.qsize()) == (True, False, 2)


def test_join__full__is_refused_until_somebody_leaves() -> None:
    hub, first, second = Hub(capacity=1), Client(), Client()
    assert hub.join(first)
    assert not hub.join(second)
    hub.leave(first)
    assert hub.join(second)


def test_check_room__hundred_and_first_market__is_refused_whole() -> None:
    hub, client = Hub(), Client()
    hub.check_room(client, range(MAX_SUBSCRIPTIONS))
    hub.follow(client, range(MAX_SUBSCRIPTIONS))
    hub.check_room(client, [0, 1])
    with pytest.raises(TooManySubscriptions):
        hub.check_room(client, [0, MAX_SUBSCRIPTIONS])
