"""Evidence that this machine does not keep, from whoever serves an archive over HTTP (`/api/evidence` of the API).

Nobody is believed: what is fetched counts only under the root on chain, like files.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Final

import httpx

from mutuel.web import is_packed_once
from oracle.evidence import Archive, Evidence, EvidenceError, EvidenceMissing, body_names, read_manifest
from oracle.sources.transport import MAX_BODY

PATIENCE: Final = 12
"""Time-outs that one piece of evidence may take in all: whoever sends byte by byte keeps nobody waiting."""


@dataclass(frozen=True)
class RemoteArchive:
    """`local` first; `url` is where the rest may be, without a slash at the end, empty for nowhere.

    `timeout` in seconds bounds each wait for bytes; `clock` gives seconds.
    """

    local: Archive
    url: str
    timeout: float
    clock: Callable[[], float] = monotonic

    def load(self, root: bytes) -> Evidence:
        """The evidence of `root`, checked against it. Raises EvidenceError, of which EvidenceMissing.

        Only files of this machine are ever called altered: what somebody else sends instead is missing.
        """
        try:
            return self.local.load(root)
        except EvidenceError as lacking:
            if not self.url:
                raise
            try:
                return self._fetched(root)
            except EvidenceMissing:
                if isinstance(lacking, EvidenceMissing):
                    raise
                raise lacking from None

    def _fetched(self, root: bytes) -> Evidence:
        """Raises EvidenceMissing, also for anything else than the evidence of `root`."""
        try:
            with TemporaryDirectory() as name, httpx.Client(timeout=self.timeout) as web:
                folder, until = Path(name), self.clock() + PATIENCE * self.timeout
                manifest = self._get(web, f"manifests/{root.hex()}", until)
                _write(folder / "manifests" / f"{root.hex()}.json", manifest)
                for body in body_names(read_manifest(manifest)):
                    _write(folder / "bodies" / body, self._get(web, f"bodies/{body}", until))
                return Archive(folder).load(root)
        except EvidenceMissing:
            raise
        except EvidenceError as error:
            raise EvidenceMissing(f"{self.url} sends something else: {error.message}") from None

    def _get(self, web: httpx.Client, path: str, until: float) -> bytes:
        """Raises EvidenceMissing, also for what is too large to be a body, or does not end."""
        body = bytearray()
        try:
            with web.stream("GET", f"{self.url}/{path}") as answer:
                answer.raise_for_status()
                if not is_packed_once(answer.headers.get("content-encoding", "")):
                    raise EvidenceMissing(f"{path} of {self.url} is packed more than once.")
                for piece in answer.iter_bytes():
                    body += piece
                    if len(body) > MAX_BODY:
                        raise EvidenceMissing(f"{path} of {self.url} has more than {MAX_BODY} bytes.")
                    if self.clock() > until:
                        raise EvidenceMissing(f"{path} of {self.url} comes too slowly.")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise EvidenceMissing(f"{path} cannot be had from {self.url}: {type(error).__name__}.") from None
        return bytes(body)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
