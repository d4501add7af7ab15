import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from eth_abi.abi import encode
from eth_utils.crypto import keccak

from mutuel.chain.client import Client
from mutuel.chain.contracts import Contract, Deployment, function_entry
from mutuel.errors import CallRefused, DeploymentInvalid

BOOK: dict[str, Any] = {
    "network": "local",
    "chainId": 31_337,
    "startBlock": 3,
    "contracts": {"Escrow": "0x5FbDB2315678afecb367f032d93F642f64180aa3"},
}


def node(answers: dict[str, Any]) -> Client:
    def handle(request: httpx.Request) -> httpx.Response:
        body = json.loads(request.content)
        items = body if isinstance(body, list) else [body]
        found = [{"jsonrpc": "2.0", "id": item["id"], "result": answers[item["method"]]} for item in items]
        return httpx.Response(200, json=found if isinstance(body, list) else found[0])

    return Client("http://node", transport=httpx.MockTransport(handle))


def test_load__good_book__is_typed(tmp_path: Path) -> None:
    path = tmp_path / "local.json"
    path.write_text(json.dumps(BOOK))
    found = Deployment.load(path)
    assert (found.network, found.chain_id, found.start_block) == ("local", 31_337, 3)
    assert found.address("Escrow") == BOOK["contracts"]["Escrow"]


def test_load__no_file__says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DeploymentInvalid, match="deploy first"):
        Deployment.load(tmp_path / "none.json")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"chainId": None}, "lacks or garbles"),
        ({"contracts": []}, "lacks or garbles"),
        ({"contracts": {"Escrow": "0x5fbdb2315678afecb367f032d93f642f64180aa3"}}, "bad addresses for Escrow"),
        ({"contracts": {"Escrow": "0x12"}}, "bad addresses for Escrow"),
    ],
)
def test_parse__bad_book__is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(DeploymentInvalid, match=message):
        Deployment.parse(BOOK | change, "book")


def test_address__unknown_contract__is_refused() -> None:
    with pytest.raises(DeploymentInvalid, match="does not name Casino"):
        Deployment.parse(BOOK, "book").address("Casino")


def test_check__other_chain__is_refused() -> None:
    with pytest.raises(DeploymentInvalid, match="serves chain 1"):
        Deployment.parse(BOOK, "book").check(node({"eth_chainId": "0x1"}))


def test_check__no_code__is_refused() -> None:
    with pytest.raises(DeploymentInvalid, match="Escrow has no code"):
        Deployment.parse(BOOK, "book").check(node({"eth_chainId": "0x7a69", "eth_getCode": "0x"}))


def test_read__struct__is_a_dict_by_field_name() -> None:
    data = encode(["uint64", "uint32", "uint8", "uint40", "uint64"], [5, 1, 0, 0, 9])
    escrow = Contract(node({"eth_call": "0x" + data.hex()}), "Escrow", "0x" + "11" * 20)
    assert escrow.read("accountOf", "0x" + "22" * 20)["withdrawNonce"] == 9


def test_read__two_values__are_a_list() -> None:
    data = encode(["uint256", "uint256"], [5, 6])
    escrow = Contract(node({"eth_call": "0x" + data.hex()}), "Escrow", "0x" + "11" * 20)
    assert escrow.read("lockedOf", "0x" + "22" * 20, 1) == [5, 6]
    assert escrow.read_many("lockedOf", [("0x" + "22" * 20, n) for n in range(3)]) == [[5, 6]] * 3


def test_read__nobody_there__is_refused() -> None:
    with pytest.raises(DeploymentInvalid, match="no contract is there"):
        Contract(node({"eth_call": "0x"}), "Escrow", "0x" + "11" * 20).read("tvlCap")


def test_prepare__struct_by_names__equals_struct_by_position() -> None:
    engine = Contract(node({}), "ParimutuelEngine", "0x" + "11" * 20)
    market = {"period": 1, "index": 2, "open": 3, "close": 4, "observeAt": 5, "edges": [1, 2, 3, 4]}
    call = engine.prepare("createBatch", 7, [market])
    assert call == engine.prepare("createBatch", 7, [tuple(market.values())])
    selector = keccak(text="createBatch(uint16,(uint32,uint8,uint32,uint32,uint32,int64[4])[])")[:4]
    assert call.data[:4] == selector
    assert call.what == "ParimutuelEngine.createBatch"


@pytest.mark.parametrize("arguments", [(2**256, False), (-1, False), ("one", False), (1, 7)])
def test_prepare__arguments_that_do_not_fit__are_refused(arguments: tuple[Any, ...]) -> None:
    with pytest.raises(CallRefused, match="claim cannot take these arguments") as refused:
        Contract(node({}), "ParimutuelEngine", "0x" + "11" * 20).prepare("claim", *arguments)
    assert refused.value.error == "BadArguments"
    assert f"cannot be {arguments[0] if arguments[0] != 1 else arguments[1]}." in str(refused.value)


def test_function_entry__unknown_name__is_refused() -> None:
    with pytest.raises(LookupError, match="0 functions named rob"):
        function_entry("Escrow", "rob")
