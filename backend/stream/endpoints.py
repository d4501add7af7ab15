"""WebSocket /api/stream."""

import asyncio
from typing import Final

from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from backend.deps import parse_market_id
from backend.errors import ApiError, DatabaseUnavailable
from backend.markets.errors import MarketUnknown
from backend.state import AppState
from backend.stream.errors import MalformedMessage
from backend.stream.schemas import Refusal, Wanted
from backend.stream.service import Client, Hub, encode
from backend.stream.tasks import Tailer

router = APIRouter(tags=["stream"])

SLOW: Final = 4008
"""Close code: the client did not read fast enough and should connect again."""
FULL: Final = 1013
"""Close code "try again later": this process serves as many as it can."""
MAX_MESSAGE: Final = 8_192
SEND_SECONDS: Final = 10
PAUSE: Final = 0.1
"""Seconds between two messages of one client: each may ask the database for a hundred markets."""


@router.websocket("/stream")
async def stream(socket: WebSocket) -> None:
    """Frames: see `Frame` in the OpenAPI document."""
    state: AppState = socket.app.state.mutuel
    client = Client()
    await socket.accept()
    if not state.hub.join(client):
        await socket.close(FULL)
        return
    try:
        code = await serve(socket, client, state)
    except WebSocketDisconnect:
        return
    finally:
        state.hub.leave(client)
    await socket.close(code)


async def serve(socket: WebSocket, client: Client, state: AppState) -> int:
    """Until the client has to go; returns the close code. Raises WebSocketDisconnect when it leaves."""
    tasks = [
        asyncio.create_task(work)
        for work in (
            listen(socket, client, state.hub, state.tailer),
            send(socket, client),
            client.lost.wait(),
        )
    ]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
    return SLOW


async def listen(socket: WebSocket, client: Client, hub: Hub, tailer: Tailer) -> None:
    """Raises WebSocketDisconnect when the client leaves."""
    while True:
        try:
            await obey(await receive(socket), client, hub, tailer)
        except ApiError as error:
            client.push(refusal(error))
        await pause()


async def pause() -> None:
    await asyncio.sleep(PAUSE)


async def receive(socket: WebSocket) -> str:
    """Raises WebSocketDisconnect, and MalformedMessage for a binary or an oversized one."""
    try:
        message = await socket.receive_text()
    except KeyError as error:
        raise MalformedMessage from error
    if len(message) > MAX_MESSAGE:
        raise MalformedMessage
    return message


async def obey(message: str, client: Client, hub: Hub, tailer: Tailer) -> None:
    """Raises MalformedMessage, MalformedMarketId, TooManySubscriptions, DatabaseUnavailable."""
    wanted = parse(message)
    hub.unsubscribe(client, [parse_market_id(text) for text in wanted.unsubscribe])
    market_ids = list(dict.fromkeys(parse_market_id(text) for text in wanted.subscribe))
    hub.check_room(client, market_ids)
    hub.follow(client, market_ids)
    try:
        at, records = await asyncio.to_thread(tailer.read, market_ids)
    except SQLAlchemyError as error:
        hub.unsubscribe(client, market_ids)
        raise DatabaseUnavailable from error
    hub.show(client, at, records)
    unknown = sorted(set(market_ids) - {record.row.market_id for record in records})
    hub.unsubscribe(client, unknown)
    for market_id in unknown:
        client.push(refusal(MarketUnknown(market_id)))


def refusal(error: ApiError) -> str:
    return encode(Refusal(**dict(error.problem)))


def parse(message: str) -> Wanted:
    """Raises MalformedMessage."""
    try:
        return Wanted.model_validate_json(message)
    except ValidationError as error:
        raise MalformedMessage from error


async def send(socket: WebSocket, client: Client) -> None:
    """Sends what is queued; returns when one frame takes longer than SEND_SECONDS."""
    while True:
        frame = await client.frames.get()
        try:
            await asyncio.wait_for(socket.send_text(frame), SEND_SECONDS)
        except TimeoutError:
            return
