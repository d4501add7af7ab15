"""The evidence behind a reported value: what anyone needs to compute it again.

A manifest (canonical JSON) says which answers there were, what was read from each and what was decided; the
raw bodies it names lie beside it under their SHA-256. One Merkle root over manifest and bodies goes on chain.
The same inputs give the same bytes, on any machine.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from eth_hash.auto import keccak

from mutuel.errors import MutuelError
from oracle.foreign import Unreadable, decoded

LEAF, NODE = b"\x00", b"\x01"
"""Prefixes, so that no inner node can pass for a body."""
MAX_LEAVES: Final = 64


class EvidenceError(MutuelError):
    """The archive lacks something or holds something else than its name says."""

    code = "evidence"


class EvidenceMissing(EvidenceError):
    """The archive at hand does not have it; another one may."""

    code = "evidenceMissing"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A manifest with the bodies it names."""

    manifest: Mapping[str, object]
    bodies: tuple[bytes, ...]

    @property
    def by_name(self) -> dict[str, bytes]:
        """The bodies by their SHA-256."""
        return {sha256_hex(body): body for body in self.bodies}

    @property
    def root(self) -> bytes:
        """32 bytes: the Merkle root over the manifest and then the bodies in order of their SHA-256."""
        return merkle_root([canonical(self.manifest), *sorted(set(self.bodies), key=sha256_hex)])


def canonical(value: object) -> bytes:
    """JSON with sorted keys and no spaces. Raises EvidenceError for a fraction: it has no one spelling."""
    _refuse_fractions(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Keccak-256 over pairs, left to right; an odd last one moves up as it is. Raises EvidenceError."""
    if not 1 <= len(leaves) <= MAX_LEAVES:
        raise EvidenceError(f"Evidence has 1 to {MAX_LEAVES} parts, not {len(leaves)}.")
    level = [keccak(LEAF + leaf) for leaf in leaves]
    while len(level) > 1:
        pairs = [level[i : i + 2] for i in range(0, len(level), 2)]
        level = [keccak(NODE + pair[0] + pair[1]) if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0]


def sha256_hex(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


class Archive:
    """A folder of evidence: `bodies/<sha256>` and `manifests/<root>.json`. Files appear whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def store(self, evidence: Evidence) -> bytes:
        """Writes what is missing, bodies before the manifest that names them; the root. Raises EvidenceError."""
        try:
            for body in evidence.bodies:
                _write_once(self._folder / "bodies" / sha256_hex(body), body)
            _write_once(self._manifest_path(evidence.root), canonical(evidence.manifest))
        except OSError as error:
            raise EvidenceError(f"The archive cannot be written: {error}.") from None
        return evidence.root

    def load(self, root: bytes) -> Evidence:
        """The evidence of `root`, checked against it. Raises EvidenceError, of which EvidenceMissing."""
        try:
            manifest = read_manifest(self._manifest_path(root).read_bytes())
            bodies = tuple((self._folder / "bodies" / name).read_bytes() for name in body_names(manifest))
        except OSError as error:
            raise EvidenceMissing(
                f"The evidence 0x{root.hex()} is not whole in the archive {self._folder}: {error.strerror}."
            ) from None
        found = Evidence(manifest, bodies)
        if found.root != root:
            raise EvidenceError(f"The archive's files for 0x{root.hex()} give 0x{found.root.hex()}.")
        return found

    def _manifest_path(self, root: bytes) -> Path:
        return self._folder / "manifests" / f"{root.hex()}.json"


def read_manifest(content: bytes) -> Mapping[str, object]:
    """A manifest as it was archived, perhaps by somebody else. Raises EvidenceError."""
    try:
        found = decoded(content)
        canonical(found)
    except (ValueError, RecursionError) as error:
        reason = error if isinstance(error, Unreadable) else type(error).__name__
        raise EvidenceError(f"The manifest is not JSON that anybody can read: {reason}.") from None
    if not isinstance(found, dict):
        raise EvidenceError("The manifest does not name its bodies.")
    return found


def body_names(manifest: Mapping[str, object]) -> list[str]:
    """The SHA-256 names of all bodies that the manifest's answers name, sorted. Raises EvidenceError."""
    try:
        pages = [page for answer in _list(manifest["answers"]) for page in _list(answer["pages"])]
        names = sorted({str(page["sha256"]) for page in pages})
    except (KeyError, TypeError):
        raise EvidenceError("The manifest does not name its bodies.") from None
    if len(names) >= MAX_LEAVES:
        raise EvidenceError(f"The manifest names more than {MAX_LEAVES - 1} bodies.")
    if not all(len(name) == 64 and set(name) <= set("0123456789abcdef") for name in names):
        raise EvidenceError("The manifest names a body that is no SHA-256.")
    return names


def _list(value: object) -> Iterable[dict[str, object]]:
    if not isinstance(value, list):
        raise TypeError
    return value


def _refuse_fractions(value: object) -> None:
    if isinstance(value, float | Decimal):
        raise EvidenceError("Evidence holds whole numbers alone.")
    if isinstance(value, Mapping):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list | tuple):
        for item in value:
            _refuse_fractions(item)


def _write_once(path: Path, content: bytes) -> None:
    """Content never changes under a name, so an existing file is right; a crash leaves no half of one."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as draft:
        draft.write(content)
        draft.flush()
        os.fsync(draft.fileno())
    Path(draft.name).replace(path)
