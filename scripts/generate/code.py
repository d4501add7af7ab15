"""Writes mutuel/chain/code.json, by which `mutuel verify` knows our contracts again on a chain.

Ape keeps the code of a contract, but not where its immutables stand; these the compiler is asked for, with the very
request that Ape would send. That takes a minute, and only if the code of a contract is not the committed one.

`python -m scripts.generate.code` writes, `--check` only compares and fails if a contract's code is another.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import ape
from eth_utils.crypto import keccak

from mutuel.chain.code import WORD, blanked
from scripts import compiled
from scripts.deploy.permissions import OWN

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "mutuel" / "chain" / "code.json"
KINDS = {"AccessManager": "Access"}
"""Contracts whose name in the sources is not that of the address book."""
CONTRACTS = {name: KINDS.get(name, name) for name in OWN if name != "Safe"}
"""By the address book's name: every contract there that is compiled from this repository. The Safe is Safe's own."""
COMPILER_SECONDS = 1_800
SOURCES_HASH = re.compile(rb"\xa2\x64ipfs\x58\x22\x12\x20(?=.{32}\x64solc\x43...\x00\x33$)", re.DOTALL)
"""What the compiler writes before it, in CBOR."""


def runtime_codes(root: Path) -> dict[str, bytes]:
    """The code of each contract, with zeros for its immutables."""
    contracts = compiled.contracts(root)
    return {
        name: bytes.fromhex(str(contracts[kind].contract_type.runtime_bytecode.bytecode).removeprefix("0x"))
        for name, kind in CONTRACTS.items()
    }


def entry(code: bytes) -> dict[str, Any]:
    """What the code alone tells."""
    found = SOURCES_HASH.search(code)
    if found is None:
        raise ValueError("The compiler appended no hash of sources: it is another, or its settings are.")
    return {"keccak256": "0x" + keccak(blanked(code, [found.end()])).hex(), "sources": found.end()}


def stale(codes: Mapping[str, bytes], committed: Mapping[str, Any]) -> list[str]:
    """Contracts whose committed entry, but for its immutables, is not what was compiled."""

    def plain(found: Mapping[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in found.items() if key != "immutables"}

    made = {name: entry(code) for name, code in codes.items()}
    told = {name: plain(found) for name, found in committed.items()}
    return sorted(name for name in made.keys() | told.keys() if made.get(name) != told.get(name))


def immutables(root: Path) -> dict[str, dict[str, list[int]]]:
    """By contract and by name in the source: the places of each immutable."""
    contracts = compiled.contracts(root)
    sources = {name: contracts[kind].contract_type.source_id for name, kind in CONTRACTS.items()}
    output = _compile(_request(root, {(sources[name], kind) for name, kind in CONTRACTS.items()}))
    names = dict(pair for file in output["sources"].values() for pair in _variables(file["ast"]))
    return {
        name: _places(output["contracts"][sources[name]][kind]["evm"]["deployedBytecode"], names)
        for name, kind in CONTRACTS.items()
    }


def _request(root: Path, wanted: set[tuple[str, str]]) -> dict[str, Any]:
    """Ape's own, for other output."""
    with ape.Project(root).isolate_in_tempdir() as project:
        files = [project.path / source for source, _ in wanted]
        [request] = ape.compilers.solidity.get_standard_input_json(files, project=project).values()
    selection: dict[str, dict[str, list[str]]] = {file: {"": ["ast"]} for file in request["sources"]}
    for source, kind in wanted:
        selection[source][kind] = ["evm.deployedBytecode.immutableReferences"]
    request["settings"]["outputSelection"] = selection
    return dict(request)


def _compile(request: Mapping[str, Any]) -> dict[str, Any]:
    [solc] = (ROOT / "scripts" / "solc").glob("solc-v*")
    done = subprocess.run(
        [solc, "--standard-json"],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        timeout=COMPILER_SECONDS,
        check=True,
    )
    output: dict[str, Any] = json.loads(done.stdout)
    return output


def _variables(node: Any) -> Iterator[tuple[str, str]]:
    """Number and name of each variable below a node of the syntax tree."""
    if isinstance(node, dict):
        if node.get("nodeType") == "VariableDeclaration":
            yield str(node["id"]), node["name"]
        node = list(node.values())
    if isinstance(node, list):
        for one in node:
            yield from _variables(one)


def _places(compiled_code: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, list[int]]:
    found = compiled_code.get("immutableReferences", {})
    lengths = {one["length"] for references in found.values() for one in references}
    if len({names[number] for number in found}) != len(found) or lengths - {WORD}:
        raise ValueError(
            "Two immutables of a contract share a name, or one is no word: the file cannot say it."
        )
    return {names[number]: sorted(one["start"] for one in references) for number, references in found.items()}


def main(arguments: list[str]) -> int:
    codes = runtime_codes(ROOT)
    found = stale(codes, json.loads(FILE.read_text()) if FILE.exists() else {})
    if not found:
        return 0
    if "--check" in arguments:
        print(
            f"code.json is not of the contracts {', '.join(found)}. Run `make abi` and commit.",
            file=sys.stderr,
        )
        return 1
    places = immutables(ROOT)
    told = {name: entry(code) | {"immutables": places[name]} for name, code in codes.items()}
    FILE.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
