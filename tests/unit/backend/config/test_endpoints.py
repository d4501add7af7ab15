"""The page's configuration."""

from __future__ import annotations

import pytest

from backend.config import remote
from backend.state import AppState
from mutuel.chain.client import Client
from mutuel.chain.signing import Domain
from mutuel.errors import NodeUnavailable
from mutuel.settings import Settings
from tests.unit.backend.conftest import BOOK, Get


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which tokens the chain was asked about; it answers as the test network's does."""
    made: list[str] = []

    def token_domain(_client: Client, usdc: str) -> Domain:
        made.append(usdc)
        return Domain("USDC", "2", 31337, usdc)

    monkeypatch.setattr(remote, "token_domain", token_domain)
    return made


async def test_get_config__deployed__tells_the_contracts_and_the_token(get: Get, reads: list[str]) -> None:
    shown = (await get("/config")).json()
    assert shown == {
        "chainId": 31337,
        "network": "local",
        "rpcUrl": None,
        "contracts": BOOK["contracts"],
        "usdc": {"name": "USDC", "version": "2", "decimals": 6},
        "blockTime": 2,
        "minimumStake": "1.000000",
    }
    await get("/config")
    assert reads == [BOOK["contracts"]["Usdc"]]


async def test_get_config__node_of_the_services__is_never_published(
    get: Get, reads: list[str], settings: Settings, state: AppState
) -> None:
    assert state.settings.rpc_url not in (await get("/config")).text


async def test_get_config__not_deployed__is_503_until_the_book_is_written(
    get: Get, reads: list[str], settings: Settings
) -> None:
    book = settings.deployment.read_text()
    settings.deployment.unlink()
    answer = await get("/config")
    assert (answer.status_code, answer.json()["code"]) == (503, "notDeployed")
    assert str(settings.deployment) not in answer.text
    settings.deployment.write_text(book)
    assert (await get("/config")).status_code == 200


async def test_get_config__node_silent__is_503(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(*_: object) -> Domain:
        raise NodeUnavailable("gone")

    monkeypatch.setattr(remote, "token_domain", silent)
    answer = await get("/config")
    assert (answer.status_code, answer.json()["code"]) == (503, "nodeUnavailable")
