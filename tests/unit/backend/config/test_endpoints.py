"""The page's configuration."""

from __future__ import annotations

from typing import Any

import pytest

from backend.state import AppState
from mutuel.chain.contracts import Contract
from mutuel.errors import NodeUnavailable
from mutuel.settings import Settings
from tests.unit.backend.conftest import BOOK, Get


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The contract reads that were made; the token is called USDC."""
    made: list[str] = []

    def read(self: Contract, function: str, *_: Any) -> str:
        made.append(f"{self.name}.{function}")
        return "USDC"

    monkeypatch.setattr(Contract, "read", read)
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
    assert reads == ["Usdc.name"]


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
    def read(*_: object) -> str:
        raise NodeUnavailable("gone")

    monkeypatch.setattr(Contract, "read", read)
    answer = await get("/config")
    assert (answer.status_code, answer.json()["code"]) == (503, "nodeUnavailable")
