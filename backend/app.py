"""The application: what the API is made of, and what runs while it serves."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from starlette.middleware.gzip import GZipMiddleware

from backend import errors
from backend.accounts.endpoints import router as accounts
from backend.archive.endpoints import router as archive
from backend.catalogue import Catalogue
from backend.config.endpoints import router as config
from backend.config.remote import TokenDomain
from backend.database import open_reader
from backend.disputes.endpoints import router as disputes
from backend.evidence.endpoints import router as evidence
from backend.frontend import BuiltPage, SecurityHeaders, security_headers
from backend.governance.endpoints import router as governance
from backend.head import HeadWatcher
from backend.health.endpoints import router as health
from backend.insurance.endpoints import router as insurance
from backend.markets.endpoints import router as markets
from backend.matches.endpoints import router as matches
from backend.openapi import document
from backend.oracle.endpoints import router as oracle
from backend.permissions.endpoints import router as permissions
from backend.prices.endpoints import router as prices
from backend.state import AppState
from backend.stream.endpoints import router as stream
from backend.stream.service import Hub
from backend.stream.tasks import Tailer
from mutuel.chain.client import Client
from mutuel.logging import get
from mutuel.settings import Settings

log = get(__name__)

LARGEST_ANSWER = 2**20
"""Bytes; the API asks a node for headers and a few words, never for logs."""
RESTART = 5
"""Seconds before failed background work starts again."""
DESCRIPTION = """Reads of the mirror of the chain. Bets and claims go from the wallet to the contracts.

Money, odds and market numbers are decimal text; times are UTC seconds; every refusal is a `Problem`.
Live pools come over the WebSocket `/api/stream`: send a `Wanted`, receive `Frame`s."""


class Api(FastAPI):
    """Describes the stream beside the endpoints."""

    def openapi(self) -> dict[str, Any]:
        return document(self)


def create_app(settings: Settings) -> FastAPI:
    """Opens nothing over the network before it is started."""
    state = _state(settings)
    app = Api(
        title="Mutuel",
        version=version("mutuel"),
        description=DESCRIPTION,
        docs_url=None,  # the page that FastAPI offers loads scripts of a third party
        redoc_url=None,
        redirect_slashes=False,
        openapi_url="/api/openapi.json",
        lifespan=partial(_lifespan, state),
    )
    app.state.mutuel = state
    app.add_middleware(GZipMiddleware, minimum_size=1_024)
    app.add_middleware(SecurityHeaders, headers=security_headers(settings.public_rpc_url))
    errors.install(app)
    api = APIRouter(prefix="/api")
    trust = (disputes, governance, oracle, permissions, insurance, evidence)
    shown = (config, markets, matches, prices, archive, *trust, accounts, health, stream)
    for router in shown:
        api.include_router(router)
    app.include_router(api)
    app.add_api_route("/api/{path:path}", _no_such_endpoint, include_in_schema=False)
    if settings.web_root.is_dir():
        app.mount("/", BuiltPage(settings.web_root))
    return app


def _state(settings: Settings) -> AppState:
    engine, hub = open_reader(settings.database_url), Hub()
    client = Client(settings.rpc_url, timeout=settings.rpc_timeout, attempts=1, largest=LARGEST_ANSWER)
    watcher = HeadWatcher(client.latest, settings.clock)
    return AppState(
        settings=settings,
        engine=engine,
        catalogue=Catalogue(settings.deployment, settings.products, settings.matches),
        token=TokenDomain(client),
        head=watcher,
        hub=hub,
        tailer=Tailer(engine, hub, watcher),
    )


@asynccontextmanager
async def _lifespan(state: AppState, _app: FastAPI) -> AsyncIterator[None]:
    await asyncio.to_thread(state.head.poll)
    works = (partial(state.head.run, state.settings.poll_seconds), state.tailer.follow, state.tailer.beat)
    running = [asyncio.create_task(_keep(work)) for work in works]
    yield
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    state.engine.dispose()


async def _keep(work: Callable[[], Awaitable[None]]) -> None:
    """Runs `work` until cancelled; whatever ends it is logged, and it starts again."""
    while True:
        try:
            await work()
        except Exception:  # one bad row must not silence the stream for ever
            log.exception("background work failed")
        await asyncio.sleep(RESTART)


def _no_such_endpoint(request: Request) -> None:
    raise errors.NotFound(request.url.path)
