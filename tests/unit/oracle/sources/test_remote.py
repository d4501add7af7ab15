"""Evidence from somebody else's archive, over a real connection."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from oracle.evidence import Archive, Evidence, EvidenceError, EvidenceMissing, canonical, sha256_hex
from oracle.sources.remote import RemoteArchive

BODY = b'{"close": 829.16}'
MANIFEST = {"version": 1, "answers": [{"source": "nasdaq", "pages": [{"sha256": sha256_hex(BODY)}]}]}
WHOLE = Evidence(MANIFEST, (BODY,))
Served = dict[str, bytes]
GZIP = b"\x1f\x8b"


@pytest.fixture
def served() -> Served:
    """What the other archive answers, by path."""
    return {
        f"/manifests/{WHOLE.root.hex()}": canonical(MANIFEST),
        f"/bodies/{sha256_hex(BODY)}": BODY,
    }


@pytest.fixture
def url(served: Served) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = served.get(self.path)
            self.send_response(404 if found is None else 200)
            if (found or b"").startswith(GZIP):
                self.send_header("Content-Encoding", "gzip, gzip")
            self.end_headers()
            self.wfile.write(found or b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def archive(folder: Path, url: str) -> RemoteArchive:
    return RemoteArchive(Archive(folder), url, timeout=5)


def test_load__only_the_other_has_it__is_fetched_and_not_kept(tmp_path: Path, url: str) -> None:
    assert archive(tmp_path, url).load(WHOLE.root) == WHOLE
    assert list(tmp_path.iterdir()) == []


def test_load__kept_here__asks_nobody(tmp_path: Path) -> None:
    Archive(tmp_path).store(WHOLE)
    assert archive(tmp_path, "http://127.0.0.1:1").load(WHOLE.root) == WHOLE


def test_load__the_other_altered_a_body__counts_as_missing(tmp_path: Path, url: str, served: Served) -> None:
    """Whoever serves something else says nothing about the archive of those who reported."""
    served[f"/bodies/{sha256_hex(BODY)}"] = BODY + b" "
    with pytest.raises(EvidenceMissing, match=rf"{url} sends something else: .* give 0x"):
        archive(tmp_path, url).load(WHOLE.root)


NO_MANIFESTS = {
    "a_page": (b"<html>", "not JSON"),
    "too_deep": (b"[" * 100_000, "not JSON"),
    "names_nothing": (b"{}", "does not name its bodies"),
}


@pytest.mark.parametrize(("manifest", "said"), NO_MANIFESTS.values(), ids=NO_MANIFESTS.keys())
def test_load__the_other_sends_no_manifest__counts_as_missing(
    tmp_path: Path, url: str, served: Served, manifest: bytes, said: str
) -> None:
    served[f"/manifests/{WHOLE.root.hex()}"] = manifest
    with pytest.raises(EvidenceMissing, match=said):
        archive(tmp_path, url).load(WHOLE.root)


def spoilt(folder: Path) -> Path:
    """An archive whose one body was changed."""
    Archive(folder).store(WHOLE)
    (folder / "bodies" / sha256_hex(BODY)).write_bytes(BODY + b" ")
    return folder


def test_load__altered_here_but_whole_elsewhere__is_fetched(tmp_path: Path, url: str) -> None:
    assert archive(spoilt(tmp_path), url).load(WHOLE.root) == WHOLE


@pytest.mark.parametrize("address", ["", "http://127.0.0.1:1"])
def test_load__altered_here_and_nowhere_whole__is_told(tmp_path: Path, address: str) -> None:
    with pytest.raises(EvidenceError, match=r"files for .* give 0x") as told:
        archive(spoilt(tmp_path), address).load(WHOLE.root)
    assert not isinstance(told.value, EvidenceMissing)


def test_load__the_other_packs_twice__is_not_unpacked(tmp_path: Path, url: str, served: Served) -> None:
    path = f"/manifests/{WHOLE.root.hex()}"
    served[path] = gzip.compress(gzip.compress(served[path]))
    with pytest.raises(EvidenceMissing, match="packed more than once"):
        archive(tmp_path, url).load(WHOLE.root)


def test_load__the_other_sends_byte_by_byte__is_given_up(tmp_path: Path, url: str) -> None:
    passing = iter(range(0, 10_000, 50))  # seconds between two looks at the clock
    slow = RemoteArchive(Archive(tmp_path), url, timeout=5, clock=lambda: next(passing))
    with pytest.raises(EvidenceMissing, match="too slowly"):
        slow.load(WHOLE.root)


@pytest.mark.parametrize("address", ["", "http://127.0.0.1:1"])
def test_load__nobody_has_it__is_missing(tmp_path: Path, address: str) -> None:
    with pytest.raises(EvidenceMissing):
        archive(tmp_path, address).load(WHOLE.root)


def test_load__a_body_is_gone__is_missing(tmp_path: Path, url: str, served: Served) -> None:
    del served[f"/bodies/{sha256_hex(BODY)}"]
    with pytest.raises(EvidenceMissing, match="bodies"):
        archive(tmp_path, url).load(WHOLE.root)
