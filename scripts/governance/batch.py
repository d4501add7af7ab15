"""Files of Safe's Transaction Builder: what the owners load at app.safe.global, read and sign.

Every transaction names its function and arguments, so that the owners see words instead of bytes; there is no second,
unreadable copy beside them. The checksum is Safe's own (`checksum.ts` of its Transaction Builder): keccak256 over the
keys and values in order, without the name of the batch.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from eth_utils.address import is_checksum_address
from eth_utils.crypto import keccak

from mutuel.chain import abi
from mutuel.chain.calls import decoded
from mutuel.chain.contracts import Call
from scripts.governance.chamber import Chamber
from scripts.governance.errors import GovernanceRefused

FORMAT: Final = "1.0"
BUILDER: Final = "1.16.5"  # version of the Transaction Builder whose files these are like

Batch = dict[str, Any]


def of(chamber: Chamber, calls: Sequence[Call], name: str, description: str, at: int) -> Batch:
    """`at`: UTC seconds of its making. Raises GovernanceRefused for a call whose arguments cannot be shown."""
    batch: Batch = {
        "version": FORMAT,
        "chainId": str(chamber.book.chain_id),
        "createdAt": at * 1_000,
        "meta": {
            "name": name,
            "description": description,
            "txBuilderVersion": BUILDER,
            "createdFromSafeAddress": chamber.book.address("Safe"),
            "createdFromOwnerAddress": "",
        },
        "transactions": [_transaction(chamber, call) for call in calls],
    }
    batch["meta"]["checksum"] = checksum(batch)
    return batch


def calls_of(chamber: Chamber, batch: Mapping[str, Any]) -> list[Call]:
    """What a file asks the Safe to do. Raises GovernanceRefused for a file that was changed or is for another Safe."""
    try:
        _check(chamber, batch)
        return [_call(chamber, transaction) for transaction in batch["transactions"]]
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise GovernanceRefused(f"This is no file of Safe's Transaction Builder: {error!r}.") from error


def checksum(batch: Mapping[str, Any]) -> str:
    """Of everything but the name; put it into a batch that has none yet."""
    unnamed = {**batch, "meta": {**batch["meta"], "name": None}}
    return "0x" + keccak(text=_serialised(unnamed)).hex()


def _check(chamber: Chamber, batch: Mapping[str, Any]) -> None:
    meta = {key: value for key, value in batch["meta"].items() if key != "checksum"}
    if checksum({**batch, "meta": meta}) != batch["meta"].get("checksum"):
        raise GovernanceRefused("The file's checksum is wrong: it was changed after it was made.")
    if batch["chainId"] != str(chamber.book.chain_id):
        raise GovernanceRefused(f"The file is for chain {batch['chainId']}, not {chamber.book.chain_id}.")
    if batch["meta"]["createdFromSafeAddress"] != chamber.book.address("Safe"):
        raise GovernanceRefused(f"The file is for the Safe {batch['meta']['createdFromSafeAddress']}.")


def _transaction(chamber: Chamber, call: Call) -> dict[str, Any]:
    contract = chamber.name_of(call.to)
    found = decoded(contract, call.data) if contract else None
    if found is None:
        raise GovernanceRefused(f"{call.what} cannot be shown to the owners.")
    entry, values = found
    inputs = [
        {"internalType": parameter["internalType"], "name": parameter["name"], "type": parameter["type"]}
        for parameter in entry["inputs"]
    ]
    return {
        "to": call.to,
        "value": "0",
        "data": None,
        "contractMethod": {"inputs": inputs, "name": entry["name"], "payable": False},
        "contractInputsValues": {name: _text(value) for name, value in values.items()},
    }


def _call(chamber: Chamber, transaction: Mapping[str, Any]) -> Call:
    method, said, to = transaction["contractMethod"], transaction["contractInputsValues"], transaction["to"]
    if transaction["value"] != "0" or not is_checksum_address(to):
        raise GovernanceRefused(
            f"The Safe sends no ether, and {to} must be an address with a valid checksum."
        )
    values = [_value(parameter["type"], said[parameter["name"]]) for parameter in method["inputs"]]
    data = abi.digest(method)[:4] + abi.encode_values(method["inputs"], values)
    return Call(to, data, f"{chamber.name_of(to) or to}.{method['name']}")


def _text(value: Any) -> str:
    if isinstance(value, bytes):
        return "0x" + value.hex()
    return str(value).lower() if isinstance(value, bool) else str(value)


def _value(kind: str, text: str) -> Any:
    if kind == "bool":
        return {"true": True, "false": False}[text]
    if kind.startswith(("uint", "int")):
        return int(text)
    return bytes.fromhex(text.removeprefix("0x")) if kind.startswith("bytes") else text


def _serialised(value: Any) -> str:
    """As Safe's reference writes it: sorted keys first, then the values, a comma after each."""
    if isinstance(value, Mapping):
        keys = sorted(value)
        return "{" + _json(keys) + "".join(_serialised(value[key]) + "," for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(_serialised(item) for item in value) + "]"
    return _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
