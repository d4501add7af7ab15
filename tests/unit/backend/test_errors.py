"""Whatever goes wrong, the answer is one shape with a code that the document lists."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Engine

from backend.errors import ApiError, Code
from backend.markets.service import MarketService
from tests.unit.backend.conftest import Get
from tests.unit.backend.factories import ALICE, cursor, market, save, template

PATHS = ("/markets", "/markets/1", "/markets/1/odds", "/archive", f"/accounts/{ALICE}/claimable")


def refusals(root: type[ApiError]) -> Iterator[type[ApiError]]:
    for kind in root.__subclasses__():
        if "code" in vars(kind):
            yield kind
        yield from refusals(kind)


def test_code__every_one__belongs_to_exactly_one_refusal() -> None:
    assert sorted(kind.code for kind in refusals(ApiError)) == sorted(Code)


@pytest.mark.parametrize("path", PATHS)
async def test_any__tables_missing__is_503_in_plain_words(db: Engine, get: Get, path: str) -> None:
    with db.begin() as connection:
        for table in ("mirror_market", "mirror_template", "mirror_cursor"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
    answer = await get(path)
    assert (answer.status_code, answer.json()["code"]) == (503, "databaseUnavailable")
    assert "No money is affected" in answer.json()["message"]


async def test_any__bug__is_500_without_its_secrets(
    db: Engine, get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret")

    save(db, cursor(), template(), market())
    monkeypatch.setattr(MarketService, "odds", fail)
    answer = await get("/markets/1/odds")
    assert (answer.status_code, answer.json()["code"]) == (500, "internalError")
    assert "secret" not in answer.text


@pytest.mark.parametrize("path", ["/api/nothing", "/api/", "/api/markets/", "/api/markets/1/nothing"])
async def test_any__unknown_path__is_404_in_our_shape(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "notFound")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
async def test_any__write__is_405_and_says_where_bets_go(client: httpx.AsyncClient, method: str) -> None:
    answer = await client.request(method, "/api/markets")
    assert (answer.status_code, answer.json()["code"]) == (405, "methodNotAllowed")
    assert answer.headers["Allow"] == "GET"


async def test_openapi__every_endpoint__lists_its_codes(app: FastAPI) -> None:
    document = app.openapi()
    assert set(document["components"]["schemas"]["Code"]["enum"]) == set(Code)
    for path, item in document["paths"].items():
        responses = item["get"]["responses"]
        if path not in ("/api/health", "/api/ready"):
            assert Code.DATABASE_UNAVAILABLE in responses["503"]["description"], path
    estimate = document["paths"]["/api/markets/{marketId}/estimate"]["get"]["responses"]
    assert "capExceeded" in estimate["409"]["description"]
    assert "tooManyDecimals" in estimate["422"]["description"]
    assert "HTTPValidationError" not in json.dumps(document)
