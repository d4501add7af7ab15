"""The archive over HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi import FastAPI

from mutuel.settings import Settings
from oracle.evidence import Archive, Evidence, sha256_hex
from tests.unit.backend.conftest import Get, state_of

BODY = b'{"close": 829.16}'
MANIFEST = {"version": 1, "answers": [{"source": "nasdaq", "pages": [{"sha256": sha256_hex(BODY)}]}]}


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    return settings.model_copy(update={"evidence": tmp_path / "evidence"})


@pytest.fixture
def root(app: FastAPI) -> str:
    """Of what the archive holds."""
    return Archive(state_of(app).settings.evidence).store(Evidence(MANIFEST, (BODY,))).hex()


async def test_get_manifest__archived__gives_its_very_bytes(get: Get, app: FastAPI, root: str) -> None:
    answer = await get(f"/evidence/manifests/{root}")
    path = state_of(app).settings.evidence / "manifests" / f"{root}.json"
    assert (answer.status_code, answer.content) == (200, path.read_bytes())


async def test_get_body__archived__is_never_shown_as_a_page_of_ours(get: Get, root: str) -> None:
    answer = await get(f"/evidence/bodies/{sha256_hex(BODY)}")
    assert answer.content == BODY
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == "attachment"


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [("0" * 64, 404, "evidenceUnknown"), ("A" * 64, 422, "invalidRequest"), ("ab", 422, "invalidRequest")],
)
@pytest.mark.parametrize("kind", ["manifests", "bodies"])
async def test_get_evidence__no_such_name__is_a_typed_error(
    get: Get, kind: str, name: str, status: int, code: str
) -> None:
    answer = await get(f"/evidence/{kind}/{name}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
