"""The built page and its headers."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import pytest
from sqlalchemy import Engine

from backend.app import create_app
from backend.frontend import security_headers
from mutuel.settings import Settings


@pytest.fixture
async def site(settings: Settings, db: Engine) -> AsyncIterator[httpx.AsyncClient]:
    (settings.web_root / "assets").mkdir(parents=True)
    (settings.web_root / "index.html").write_text("<title>Mutuel</title>")
    (settings.web_root / "assets" / "app-1a2b.js").write_text("let odds")
    (settings.web_root / "favicon.svg").write_text("<svg/>")
    transport = httpx.ASGITransport(create_app(settings))
    async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/index.html", "/m/562949953421312", "/portfolio", "/a/b/c"])
async def test_get__route_of_the_page__is_the_page_itself(site: httpx.AsyncClient, path: str) -> None:
    answer = await site.get(path)
    assert (answer.status_code, answer.text) == (200, "<title>Mutuel</title>")
    assert answer.headers["Cache-Control"] == "no-cache"


async def test_get__hashed_asset__may_be_kept_for_ever(site: httpx.AsyncClient) -> None:
    answer = await site.get("/assets/app-1a2b.js")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"].startswith("text/javascript")


async def test_get__unchanged_file__is_304(site: httpx.AsyncClient) -> None:
    etag = (await site.get("/favicon.svg")).headers["ETag"]
    assert (await site.get("/favicon.svg", headers={"If-None-Match": etag})).status_code == 304


@pytest.mark.parametrize(
    "path", ["/assets/gone.js", "/missing.png", "/../mirror.db", "/%2e%2e/mirror.db", "/..%2fmirror.db"]
)
async def test_get__missing_file_or_outside_the_build__is_404(site: httpx.AsyncClient, path: str) -> None:
    answer = await site.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "notFound")


async def test_get__api_beside_the_page__stays_the_api(site: httpx.AsyncClient) -> None:
    assert (await site.get("/api/health")).json()["status"] == "ok"
    assert (await site.get("/api/nothing")).json()["code"] == "notFound"


@pytest.mark.parametrize(
    "path", ["/", "/assets/app-1a2b.js", "/api/health", "/api/nothing", "/assets/gone.js"]
)
async def test_get__anything__carries_the_protecting_headers(site: httpx.AsyncClient, path: str) -> None:
    headers = (await site.get(path)).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


async def test_get__api_answer__is_stored_by_no_cache(site: httpx.AsyncClient) -> None:
    assert (await site.get("/api/markets")).headers["Cache-Control"] == "no-store"


async def test_get__page_not_built__is_404_in_our_shape(client: httpx.AsyncClient) -> None:
    answer = await client.get("/")
    assert (answer.status_code, answer.json()["code"]) == (404, "notFound")


@pytest.mark.parametrize(
    ("rpc_url", "connect"),
    [
        (None, "connect-src 'self';"),
        ("https://user:key@mainnet.base.org/path", "connect-src 'self' https://mainnet.base.org;"),
        ("http://127.0.0.1:8545", "connect-src 'self' http://127.0.0.1:8545;"),
    ],
)
def test_security_headers__node_of_the_page__is_the_only_foreign_address(
    rpc_url: str | None, connect: str
) -> None:
    assert connect in security_headers(rpc_url)["Content-Security-Policy"]
