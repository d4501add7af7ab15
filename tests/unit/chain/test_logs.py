"""The sliced decoders against eth_abi, for every event of every interface."""

from typing import Any

import pytest
from eth_abi.abi import decode, encode
from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak
from hypothesis import given, settings
from hypothesis import strategies as st

from mutuel.chain import abi
from mutuel.chain.logs import decoders, event_decoder, may_hold
from mutuel.errors import UndecodableLog

EVENTS = [
    pytest.param(entry, id=f"{contract}.{entry['name']}")
    for contract in abi.names()
    for entry in abi.entries(contract)
    if entry["type"] == "event"
]
BET = next(e for e in abi.entries("ParimutuelEngine") if e["type"] == "event" and e["name"] == "BetPlaced")


def values(parameter: abi.Entry) -> st.SearchStrategy[Any]:
    """Any value of the parameter's type, in the form that eth_abi takes."""
    kind = parameter["type"]
    if kind.endswith("[]"):
        return st.lists(values(abi.element(parameter)), max_size=4)
    if kind.endswith("]"):
        length = int(kind[kind.rindex("[") + 1 : -1])
        return st.lists(values(abi.element(parameter)), min_size=length, max_size=length)
    if kind == "tuple":
        return st.tuples(*(values(field) for field in parameter["components"]))
    return scalars(kind)


def scalars(kind: str) -> st.SearchStrategy[Any]:
    if kind.startswith("uint"):
        return st.integers(0, 2 ** int(kind[4:]) - 1)
    if kind.startswith("int"):
        half = 2 ** (int(kind[3:]) - 1)
        return st.integers(-half, half - 1)
    if kind == "string":
        return st.text(max_size=80)
    if kind == "bytes":
        return st.binary(max_size=80)
    simple = {
        "address": st.binary(min_size=20, max_size=20).map(lambda raw: "0x" + raw.hex()),
        "bool": st.booleans(),
    }
    if kind in simple:
        return simple[kind]
    size = int(kind.removeprefix("bytes"))
    return st.binary(min_size=size, max_size=size)


def expected(parameter: abi.Entry, value: Any) -> Any:
    """eth_abi's value in the form that our decoders promise."""
    if parameter["type"].endswith("]"):
        return [expected(abi.element(parameter), item) for item in value]
    if parameter["type"] == "tuple":
        return {f["name"]: expected(f, item) for f, item in zip(parameter["components"], value, strict=True)}
    if parameter["type"] == "address":
        return to_checksum_address(value)
    return "0x" + value.hex() if isinstance(value, bytes) else value


@pytest.mark.parametrize("entry", EVENTS)
@settings(max_examples=25)
@given(data=st.data())
def test_decode__any_values__equals_eth_abi(entry: abi.Entry, data: st.DataObject) -> None:
    drawn = {p["name"]: data.draw(values(p)) for p in entry["inputs"]}
    indexed = [p for p in entry["inputs"] if p["indexed"]]
    plain = [p for p in entry["inputs"] if not p["indexed"]]
    topics = [abi.digest(entry), *(encode(abi.types([p]), [drawn[p["name"]]]) for p in indexed)]
    body = encode(abi.types(plain), [drawn[p["name"]] for p in plain])

    decoded = event_decoder(entry).decode(["0x" + topic.hex() for topic in topics], "0x" + body.hex())

    by_eth_abi = dict(zip([p["name"] for p in plain], decode(abi.types(plain), body), strict=True))
    by_eth_abi |= {
        p["name"]: decode(abi.types([p]), topic)[0] for p, topic in zip(indexed, topics[1:], strict=True)
    }
    assert decoded == {p["name"]: expected(p, by_eth_abi[p["name"]]) for p in entry["inputs"]}


def test_decoders__engine__are_found_by_the_topics_of_their_signatures() -> None:
    topic = "0x" + keccak(text="Claimed(uint256,address,uint64,bool)").hex()
    assert decoders("ParimutuelEngine")[topic].name == "Claimed"


@pytest.mark.parametrize("cut", [1, 64])
def test_decode__data_too_short__is_refused(cut: int) -> None:
    with pytest.raises(UndecodableLog, match="characters instead of"):
        event_decoder(BET).decode(["0x" + "00" * 32] * 3, ("0x" + "00" * 128)[:-cut])


def test_decode__topic_missing__is_refused() -> None:
    with pytest.raises(UndecodableLog, match="2 topics instead of 3"):
        event_decoder(BET).decode(["0x" + "00" * 32] * 2, "0x" + "00" * 128)


def test_decode__dynamic_data_garbled__is_refused() -> None:
    entry = next(e for e in abi.entries("Resolution") if e["name"] == "SourceAdded")
    with pytest.raises(UndecodableLog, match="does not fit"):
        event_decoder(entry).decode(["0x" + "00" * 32] * 2, "0x" + "ff" * 96)


def test_decode__string_that_is_no_text__is_read_as_far_as_it_is() -> None:
    entry = next(e for e in abi.entries("Resolution") if e["name"] == "Challenged" and e["type"] == "event")
    plain = [p for p in entry["inputs"] if not p["indexed"]]
    texts = [p["name"] for p in plain if p["type"] == "string"]
    kinds = ["bytes" if p["type"] == "string" else p["type"] for p in plain]
    values = {"string": b"ipfs\xff\x00", "bool": False}
    body = encode(kinds, [values.get(p["type"], 1) for p in plain])

    decoded = event_decoder(entry).decode(["0x" + "00" * 32] * 3, "0x" + body.hex())

    assert [decoded[name] for name in texts] == ["ipfs\ufffd\x00"]


def test_may_hold__address_in_bloom__is_true_and_others_are_not() -> None:
    address, other = "0x" + "11" * 20, "0x" + "22" * 20
    digest = keccak(hexstr=address)
    bloom = 0
    for place in (0, 2, 4):
        bloom |= 1 << (int.from_bytes(digest[place : place + 2], "big") & 2047)
    assert may_hold(bloom, address)
    assert not may_hold(bloom, other)
    assert not may_hold(0, address)
