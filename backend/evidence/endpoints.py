"""GET /api/evidence/manifests/{root} and /api/evidence/bodies/{sha256}: bytes as they were archived.

Nobody has to believe them: a manifest counts under the root that is on chain, a body under its SHA-256.
"""

from pathlib import Path as File
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Response

from backend.deps import State
from backend.errors import InvalidRequest, problems
from backend.evidence.errors import EvidenceUnknown

router = APIRouter(prefix="/evidence", tags=["evidence"])
Hex32 = Annotated[str, Path(pattern="^[0-9a-f]{64}$", description="64 hex digits, lower case, without 0x")]
BYTES: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}
}
FOREVER: Final = {"Cache-Control": "public, max-age=31536000, immutable", "Content-Disposition": "attachment"}
"""Content never changes under its name; a vendor's page is never shown as one of ours."""


@router.get(
    "/manifests/{root}",
    operation_id="getManifest",
    response_class=Response,
    responses=BYTES | problems(EvidenceUnknown, InvalidRequest),
)
def get_manifest(root: Hex32, state: State) -> Response:
    """Which answers there were, what was read from each and what was decided: canonical JSON."""
    return _archived(state.settings.evidence / "manifests", root, ".json")


@router.get(
    "/bodies/{sha256}",
    operation_id="getBody",
    response_class=Response,
    responses=BYTES | problems(EvidenceUnknown, InvalidRequest),
)
def get_body(sha256: Hex32, state: State) -> Response:
    """What a source answered, byte for byte."""
    return _archived(state.settings.evidence / "bodies", sha256)


def _archived(folder: File, name: str, ending: str = "") -> Response:
    try:
        content = (folder / (name + ending)).read_bytes()
    except OSError:
        raise EvidenceUnknown(name) from None
    return Response(content, media_type="application/octet-stream", headers=FOREVER)
