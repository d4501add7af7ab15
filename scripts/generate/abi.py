"""Writes the ABI of every interface below mutuel/chain/abi, from what Ape compiled; nothing there is typed by hand.

The interfaces are those of contracts/interfaces and of the doubles that a local chain has. What governs is
OpenZeppelin's and Safe's, documented there: its ABI is the contract's own.

`python scripts/generate/abi.py` writes, `--check` only compares and fails if a file is missing, stale or left over.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from scripts import compiled
from scripts.deploy import safe

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "mutuel" / "chain" / "abi"
FOLDERS = ("contracts/interfaces", "contracts/testing")
GOVERNANCE = {
    "IAccessManager": "Access",
    "ITimelock": "Timelock",
    "IMutuelGovernor": "MutuelGovernor",
    "IMutuelVotes": "MutuelVotes",
}
SAFE = ("Safe", "MultiSendCallOnly")


def interface_names(root: Path) -> set[str]:
    """Interfaces are where every public function is documented, so each contract that clients call has one."""
    files = [path for folder in FOLDERS for path in (root / folder).glob("I*.sol")]
    lines = (line for path in files for line in path.read_text().splitlines())
    return {line.split()[1] for line in lines if line.startswith("interface ")}


def abi_texts(root: Path) -> dict[str, str]:
    """The text of each ABI file by file name."""
    contracts = compiled.contracts(root)
    wanted = {name: name for name in interface_names(root)} | GOVERNANCE
    abis = {name: _plain(contracts[kind].abi) for name, kind in wanted.items()}
    abis |= {f"I{name}": safe.artefact(name)["abi"] for name in SAFE}
    return {f"{name}.json": json.dumps(abis[name], indent=1, sort_keys=True) + "\n" for name in sorted(abis)}


def _plain(abi: Iterable[Any]) -> list[dict[str, Any]]:
    return [item.model_dump(mode="json", by_alias=True, exclude_none=True) for item in abi]


def differences(texts: dict[str, str], folder: Path) -> list[str]:
    """File names whose committed text is not what the build gives."""
    committed = {path.name: path.read_text() for path in folder.glob("*.json")}
    return sorted(name for name in committed.keys() | texts.keys() if committed.get(name) != texts.get(name))


def write(texts: dict[str, str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for stale in {path.name for path in folder.glob("*.json")} - texts.keys():
        (folder / stale).unlink()
    for name, text in texts.items():
        (folder / name).write_text(text)


def main(arguments: list[str]) -> int:
    texts = abi_texts(ROOT)
    if "--check" not in arguments:
        write(texts, FOLDER)
        return 0
    stale = differences(texts, FOLDER)
    if stale:
        print(
            f"ABI files differ from the contracts: {', '.join(stale)}. Run `make abi` and commit.",
            file=sys.stderr,
        )
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
