from indexer.decode import Decoder, stored
from mutuel.chain.client import Block
from mutuel.chain.logs import decoders

ENGINE = "0x" + "eE" * 20
BET_TOPIC = next(
    topic for topic, decoder in decoders("ParimutuelEngine").items() if decoder.name == "BetPlaced"
)
BLOCKS = {7: Block(7, "0xb7", "0xb6", 1_234, 0, 0)}


def raw(**changes: object) -> dict[str, object]:
    words = (1, 5_000_000, 5_000_000 * 2**40, 9_000_000)
    return {
        "address": ENGINE.lower(),
        "topics": [BET_TOPIC, "0x" + f"{9:064x}", "0x" + "00" * 12 + "ab" * 20],
        "data": "0x" + "".join(f"{word:064x}" for word in words),
        "blockNumber": "0x7",
        "blockHash": "0xB7",
        "logIndex": "0x2",
        "transactionHash": "0xAA",
    } | changes


def test_events__bet__is_about_its_market_with_integers_as_text() -> None:
    [event] = Decoder({"ParimutuelEngine": ENGINE}).events([raw()], BLOCKS)
    assert (event.contract, event.name, event.about) == ("ParimutuelEngine", "BetPlaced", "9")
    assert event.args["weight"] == str(5_000_000 * 2**40)
    assert event.args["account"] == "0xABaBaBaBABabABabAbAbABAbABabababaBaBABaB"
    assert (event.block_hash, event.tx_hash, event.log_index) == ("0xb7", "0xaa", 2)


def test_events__node_names_no_time__is_the_header_s() -> None:
    decoder = Decoder({"ParimutuelEngine": ENGINE})
    assert decoder.events([raw()], BLOCKS)[0].timestamp == 1_234
    assert decoder.events([raw(blockTimestamp="0x10")], {})[0].timestamp == 16


def test_events__not_in_our_interfaces__are_left_out() -> None:
    decoder = Decoder({"ParimutuelEngine": ENGINE})
    assert decoder.events([raw(topics=["0x" + "99" * 32]), raw(topics=[])], BLOCKS) == []


def test_stored__nested__keeps_booleans_and_writes_integers_as_text() -> None:
    assert stored({"a": [1, -(2**200)], "b": True, "c": "0x"}) == {
        "a": ["1", str(-(2**200))],
        "b": True,
        "c": "0x",
    }
