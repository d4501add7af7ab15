"""`python -m scripts.replay`: serves folders of price histories and matches at a chain's time, on 127.0.0.1."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from mutuel.chain.client import Client
from mutuel.chain.clock import make_clock
from scripts.replay import plays
from scripts.replay.histories import SYNTHETIC, load
from scripts.replay.replay import Replay
from scripts.replay.server import create_app


def main(
    data: Annotated[Path, typer.Option(help="Folder of price histories.")] = SYNTHETIC,
    matches: Annotated[Path, typer.Option(help="Folder of matches.")] = plays.SYNTHETIC,
    rpc_url: Annotated[str, typer.Option(help="Node whose latest block tells the time.")] = (
        "http://127.0.0.1:8545"
    ),
    port: Annotated[int, typer.Option(help="0 takes a free one.")] = 0,
) -> None:
    """Prints its address on one line when it listens; ends on SIGINT or SIGTERM."""
    histories = load(data)
    listener = socket.create_server(("127.0.0.1", port))
    print(f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    with Client(rpc_url) as client:
        replay = Replay(histories, make_clock("chain", client), plays=plays.load(matches))
        server = uvicorn.Server(uvicorn.Config(create_app(replay), log_level="warning"))
        server.run(sockets=[listener])


if __name__ == "__main__":
    typer.run(main)
