"""The stream end to end in one process: outbox rows in, frames out."""

from __future__ import annotations

import asyncio
import json

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from backend.state import AppState
from backend.stream import endpoints
from backend.stream.service import Client
from backend.stream.tasks import Tailer
from tests.unit.backend.factories import (
    ALICE,
    BLOCK,
    BOB,
    MARKET,
    NOW,
    USDC,
    bets,
    cursor,
    market,
    outbox,
    save,
    template,
)
from tests.unit.backend.stream.socket import Socket


@pytest.fixture
async def tailer(db: Engine, state: AppState) -> Tailer:
    save(db, cursor(), template(), market(), market(MARKET + 1), bets((ALICE, 0, USDC)), outbox(seq=1))
    await state.tailer.step()  # stands at the end of the outbox, as after a start
    return state.tailer


async def test_subscribe__known_market__sends_its_snapshot(app: FastAPI, tailer: Tailer) -> None:
    async with Socket(app) as socket:
        await socket.send({"subscribe": [str(MARKET)]})
        frame = await socket.frame()
    assert (frame["type"], frame["seq"], frame["total"]) == ("snapshot", 1, "1.000000")


async def test_step__several_changes__become_one_delta(app: FastAPI, db: Engine, tailer: Tailer) -> None:
    async with Socket(app) as socket:
        await socket.send({"subscribe": [str(MARKET)]})
        await socket.frame()
        save(
            db, bets((BOB, 1, 2 * USDC), first_block=60), outbox(seq=2), outbox(seq=3), outbox(MARKET + 1, 1)
        )
        await tailer.step()
        frame = await socket.frame()
        await tailer.step()
        save(db, outbox(seq=4, kind="settled"))
        await tailer.step()
        following = await socket.frame()
    assert (frame["type"], frame["previous"], frame["seq"], frame["total"]) == ("delta", 1, 3, "3.000000")
    assert (following["previous"], following["seq"]) == (3, 4)


async def test_subscribe__again__resynchronises(app: FastAPI, tailer: Tailer) -> None:
    async with Socket(app) as socket:
        for _ in range(2):
            await socket.send({"subscribe": [str(MARKET)]})
            assert (await socket.frame())["type"] == "snapshot"


async def test_unsubscribe__then_change__sends_only_the_other_market(
    app: FastAPI, db: Engine, tailer: Tailer
) -> None:
    async with Socket(app) as socket:
        await socket.send({"subscribe": [str(MARKET), str(MARKET + 1)]})
        assert {(await socket.frame())["marketId"] for _ in range(2)} == {str(MARKET), str(MARKET + 1)}
        await socket.send({"unsubscribe": [str(MARKET)], "subscribe": [str(MARKET + 1)]})
        await socket.frame()
        save(db, outbox(seq=2), outbox(MARKET + 1, seq=1))
        await tailer.step()
        assert (await socket.frame())["marketId"] == str(MARKET + 1)


async def test_subscribe__unknown_market__names_it_and_serves_the_others(
    app: FastAPI, tailer: Tailer
) -> None:
    async with Socket(app) as socket:
        await socket.send({"subscribe": ["99", str(MARKET)]})
        snapshot, refusal = await socket.frame(), await socket.frame()
    assert snapshot["type"] == "snapshot"
    assert (refusal["type"], refusal["code"]) == ("error", "marketUnknown")
    assert refusal["details"] == {"marketId": "99"}


@pytest.mark.parametrize(
    "message",
    [
        "",
        "hello",
        "[]",
        '{"subscribe": "1"}',
        '{"subscribe": [1]}',
        '{"subscribe": ["x"]}',
        '{"subscribe": ["1"], "and": 1}',
        '{"subscribe": ["' + "1" * 20 + '"]}',
        '{"subscribe": ["' + "1" * 9_000 + '"]}',
    ],
)
async def test_listen__malformed_message__is_refused_and_the_connection_lives(
    app: FastAPI, tailer: Tailer, message: str
) -> None:
    async with Socket(app) as socket:
        await socket.send(message)
        refusal = await socket.frame()
        assert (refusal["type"], refusal["code"]) == ("error", "malformedMessage")
        await socket.send({"subscribe": [str(MARKET)]})
        assert (await socket.frame())["type"] == "snapshot"


async def test_listen__bytes__are_refused(app: FastAPI, tailer: Tailer) -> None:
    async with Socket(app) as socket:
        await socket.send_bytes(b'{"subscribe": []}')
        assert (await socket.frame())["code"] == "malformedMessage"


async def test_listen__messages_without_pause__wait_for_their_turn(
    app: FastAPI, tailer: Tailer, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = asyncio.Event()
    monkeypatch.setattr(endpoints, "pause", over.wait)
    async with Socket(app) as socket:
        for _ in range(5):
            await socket.send({"subscribe": [str(MARKET)]})
        types = [(await socket.frame())["type"]]
        await tailer.beat_once()
        types.append(json.loads((await socket.message())["text"])["type"])
        over.set()
        types += [(await socket.frame())["type"] for _ in range(4)]
    assert types == ["snapshot", "tick", *["snapshot"] * 4]


async def test_listen__id_beyond_64_bits__is_refused(app: FastAPI, tailer: Tailer) -> None:
    async with Socket(app) as socket:
        await socket.send({"subscribe": ["9" * 19]})
        assert (await socket.frame())["code"] == "malformedMarketId"


async def test_subscribe__too_many__is_refused_whole(app: FastAPI, tailer: Tailer) -> None:
    async with Socket(app) as socket:
        await socket.send({"subscribe": [str(MARKET + i) for i in range(101)]})
        refusal = await socket.frame()
        assert (refusal["code"], refusal["details"]) == ("tooManySubscriptions", {"limit": 100})


async def test_subscribe__database_gone__says_so_and_a_retry_works(
    app: FastAPI, db: Engine, tailer: Tailer
) -> None:
    async with Socket(app) as socket:
        with db.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE mirror_market RENAME TO hidden")
        await socket.send({"subscribe": [str(MARKET)]})
        assert (await socket.frame())["code"] == "databaseUnavailable"
        with db.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE hidden RENAME TO mirror_market")
        await socket.send({"subscribe": [str(MARKET)]})
        assert (await socket.frame())["type"] == "snapshot"


async def test_stream__client_stops_reading__is_dropped_with_its_own_code(
    app: FastAPI, state: AppState, tailer: Tailer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoints, "Client", lambda: Client(capacity=4))
    async with Socket(app) as socket:
        await socket.send({"subscribe": [str(MARKET)]})
        await socket.frame()
        socket.reading.clear()
        for _ in range(10):  # one frame on its way, four in the queue, and more than fit
            await tailer.beat_once()
        socket.reading.set()
        while (message := await socket.message())["type"] != "websocket.close":
            pass
    assert message["code"] == endpoints.SLOW
    assert state.hub.followed([MARKET]) == set()


async def test_stream__process_is_full__asks_to_try_again_later(
    app: FastAPI, state: AppState, tailer: Tailer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state.hub, "_capacity", 0)
    async with Socket(app) as socket:
        closed = await socket.message()
    assert (closed["type"], closed["code"]) == ("websocket.close", endpoints.FULL)


async def test_beat__each_second__tells_the_time_of_the_chain(app: FastAPI, tailer: Tailer) -> None:
    async with Socket(app) as socket:
        await tailer.beat_once()
        tick = await socket.message()
    assert tick["text"] == f'{{"type":"tick","now":{NOW},"block":{BLOCK}}}'


async def test_step__outbox_rebuilt__is_followed_from_its_start(
    app: FastAPI, db: Engine, tailer: Tailer
) -> None:
    save(db, outbox(seq=2), outbox(seq=3))
    await tailer.step()
    async with Socket(app) as socket:
        await socket.send({"subscribe": [str(MARKET)]})
        await socket.frame()
        with db.begin() as connection:
            connection.exec_driver_sql("DELETE FROM mirror_outbox")
        save(db, outbox(seq=1))
        await tailer.step()
        frame = await socket.frame()
    assert (frame["type"], frame["previous"], frame["seq"]) == ("delta", 3, 1)
