from __future__ import annotations

from pathlib import Path

import pytest
from eth_hash.auto import keccak

from oracle.evidence import (
    Archive,
    Evidence,
    EvidenceError,
    body_names,
    canonical,
    merkle_root,
    sha256_hex,
)

BODIES = (b"one", b"two", b"three")


def evidence(bodies: tuple[bytes, ...] = BODIES) -> Evidence:
    pages = [{"path": "/", "sha256": sha256_hex(body)} for body in bodies]
    return Evidence({"answers": [{"pages": pages}], "b": 1, "a": "ü"}, bodies)


def test_canonical__any_order_of_keys__same_bytes_sorted_and_without_spaces() -> None:
    assert (
        canonical({"b": [1, None], "a": {"d": True, "c": "ü"}})
        == '{"a":{"c":"ü","d":true},"b":[1,null]}'.encode()
    )


@pytest.mark.parametrize("value", [1.0, {"a": [0.5]}, [{"x": {"y": 2.5}}], {"a": (1, 2.0)}])
def test_canonical__float_anywhere__refused(value: object) -> None:
    with pytest.raises(EvidenceError):
        canonical(value)


def test_merkle_root__one_two_and_three_leaves__as_computed_by_hand() -> None:
    a, b, c = (keccak(b"\x00" + leaf) for leaf in (b"a", b"b", b"c"))
    assert merkle_root([b"a"]) == a
    assert merkle_root([b"a", b"b"]) == keccak(b"\x01" + a + b)
    assert merkle_root([b"a", b"b", b"c"]) == keccak(b"\x01" + keccak(b"\x01" + a + b) + c)


@pytest.mark.parametrize("count", [0, 65])
def test_merkle_root__no_leaves_or_too_many__refused(count: int) -> None:
    with pytest.raises(EvidenceError):
        merkle_root([b""] * count)


def test_root__same_inputs_in_another_order__same_root() -> None:
    assert evidence().root == Evidence(dict(reversed(list(evidence().manifest.items()))), BODIES[::-1]).root


def test_root__one_bit_of_a_body_changes__another_root() -> None:
    assert Evidence(evidence().manifest, (b"one", b"two", b"thref")).root != evidence().root


def test_body_names__more_than_one_root_can_hold__refused_before_anybody_fetches_them() -> None:
    pages = [{"sha256": f"{number:064x}"} for number in range(64)]
    assert len(body_names({"answers": [{"pages": pages[1:]}]})) == 63
    with pytest.raises(EvidenceError, match="more than 63"):
        body_names({"answers": [{"pages": pages}]})


def test_store__disk_refuses__says_so_and_is_no_crash(tmp_path: Path) -> None:
    (tmp_path / "bodies").write_text("a file where the folder should be")
    with pytest.raises(EvidenceError, match="cannot be written"):
        Archive(tmp_path).store(evidence())


def test_store__twice__nothing_changes_and_nothing_is_left_over(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    root = archive.store(evidence())
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert archive.store(evidence()) == root
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()} == before
    assert len(before) == 4
    assert archive.load(root) == Evidence(evidence().manifest, tuple(sorted(BODIES, key=sha256_hex)))


def test_load__body_tampered_with__refused(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    root = archive.store(evidence())
    (tmp_path / "bodies" / sha256_hex(b"one")).write_bytes(b"another")
    with pytest.raises(EvidenceError):
        archive.load(root)


@pytest.mark.parametrize("name", ["../../etc/passwd", "0" * 63, 5])
def test_load__manifest_names_no_sha256__refused(tmp_path: Path, name: object) -> None:
    lying = Evidence({"answers": [{"pages": [{"sha256": name}]}]}, ())
    root = Archive(tmp_path).store(lying)
    with pytest.raises(EvidenceError):
        Archive(tmp_path).load(root)


@pytest.mark.parametrize(
    "content",
    [
        b'{"answers":[],"a":"\\ud800"}',
        b'{"answers":[],"a":' + b"[" * 900 + b"]" * 900 + b"}",
        *(b'{"answers":[],"a":%b}' % one for one in (b"1.5", b"1e5", b"1e10000000", b"9" * 31, b"NaN")),
    ],
)
def test_load__manifest_that_cannot_be_written_again__refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "manifests").mkdir()
    (tmp_path / "manifests" / f"{bytes(32).hex()}.json").write_bytes(content)
    with pytest.raises(EvidenceError):
        Archive(tmp_path).load(bytes(32))


def test_load__unknown_root__refused(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError):
        Archive(tmp_path).load(bytes(32))
