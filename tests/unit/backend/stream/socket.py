"""A WebSocket client that speaks ASGI to the application, on the test's own event loop."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from fastapi import FastAPI

SECONDS = 5  # how long a frame may take to come before the test fails


class Socket:
    """`async with Socket(app) as socket`."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self._to_app: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._from_app: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.reading = asyncio.Event()  # cleared: the application's sends wait
        self.reading.set()

    async def __aenter__(self) -> Socket:
        scope = {
            "type": "websocket", "path": "/api/stream", "raw_path": b"/api/stream", "query_string": b"",
            "headers": [], "subprotocols": [], "root_path": "", "scheme": "ws", "state": {},
            "client": ("test", 1), "server": ("test", 80), "app": self._app,
        }  # fmt: skip
        self._task = asyncio.create_task(self._app(scope, self._to_app.get, self._take))
        await self._to_app.put({"type": "websocket.connect"})
        assert (await self.message())["type"] == "websocket.accept"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._to_app.put({"type": "websocket.disconnect", "code": 1000})
        self.reading.set()
        await asyncio.wait_for(self._task, SECONDS)

    async def send(self, message: object) -> None:
        text = message if isinstance(message, str) else json.dumps(message)
        await self._to_app.put({"type": "websocket.receive", "text": text})

    async def send_bytes(self, data: bytes) -> None:
        await self._to_app.put({"type": "websocket.receive", "bytes": data})

    async def frame(self) -> dict[str, Any]:
        """The next frame that is no heartbeat."""
        while True:
            frame: dict[str, Any] = json.loads((await self.message())["text"])
            if frame["type"] != "tick":
                return frame

    async def message(self) -> dict[str, Any]:
        return await asyncio.wait_for(self._from_app.get(), SECONDS)

    async def _take(self, message: Any) -> None:
        await self.reading.wait()
        await self._from_app.put(dict(message))
