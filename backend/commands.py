"""`mutuel backend ...`."""

import typer
import uvicorn

from backend.app import create_app
from mutuel.logging import configure
from mutuel.settings import Settings

app = typer.Typer(help="The HTTP and WebSocket API, and the page.", no_args_is_help=True)

GRACE = 5
"""Seconds that open connections get to end after SIGTERM."""
MAX_FRAME = 16_384


@app.callback()
def api() -> None:
    """The HTTP and WebSocket API, and the page."""


@app.command()
def run() -> None:
    """Serves until SIGINT or SIGTERM."""
    settings = Settings()
    configure()
    uvicorn.run(
        create_app(settings),
        host=settings.api_host,
        port=settings.api_port,
        ws_max_size=MAX_FRAME,
        ws_max_queue=8,
        timeout_graceful_shutdown=GRACE,
        access_log=False,
        server_header=False,
    )
