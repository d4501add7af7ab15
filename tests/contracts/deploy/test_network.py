"""A network's configuration is refused in one plain sentence unless every address and number is right."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from scripts.deploy import network, products
from scripts.deploy.chain import ROOT
from scripts.deploy.errors import DeployRefused
from scripts.replay.signing_network import SigningNetwork, feed_id

FOLDER = ROOT / "config" / "networks"
GOOD = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
FEED_ID = "0x0003" + "ab" * 30
WRONG_CASE = "0x70997970c51812dc3A010C7d01b50e0d17dc79C8"


def table(name: str = "base") -> dict[str, Any]:
    """The shipped file with its people and its subscription filled in."""
    loaded = tomllib.loads((FOLDER / f"{name}.toml").read_text())
    if name != "local":
        local = tomllib.loads((FOLDER / "local.toml").read_text())
        loaded["holders"] = {key: local["holders"][key] for key in ("keeper", "reporters")}
        loaded["safe"], loaded["votes"] = local["safe"] | {"address": GOOD}, dict(local["votes"])
        for stream in loaded["streams"].values():
            stream["feed_id"] = FEED_ID
    return loaded


def reporters() -> list[str]:
    return list(tomllib.loads((FOLDER / "local.toml").read_text())["holders"]["reporters"])


@pytest.mark.parametrize("name", ["base", "base-sepolia"])
def test_load__shipped_file_of_a_public_network__waits_for_the_people(name: str) -> None:
    with pytest.raises(DeployRefused, match=r"owners must be 2 to 16 addresses"):
        network.load(FOLDER / f"{name}.toml")


def test_load__local__needs_nothing_more() -> None:
    local = network.load(FOLDER / "local.toml")
    assert local.local
    assert (local.usdc, local.sequencer_feed, local.chain_id) == (None, None, None)
    assert list(local.reporters) == sorted(reporters(), key=lambda a: int(a, 16))


def test_parse__base__knows_usdc_feed_and_sequencer() -> None:
    base = network.parse(table(), "base")
    assert (base.chain_id, base.feed("BTC / USD").decimals) == (8453, 8)
    assert base.sequencer_feed
    assert base.transmitter is None


def test_parse__base_sepolia__has_no_sequencer_feed() -> None:
    assert network.parse(table("base-sepolia"), "base-sepolia").sequencer_feed is None


def test_load__shipped_file_of_a_public_network__waits_for_the_subscription() -> None:
    filled = table()
    filled["streams"]["ETH / USD"]["feed_id"] = ""
    with pytest.raises(DeployRefused, match="the feed_id of the stream ETH / USD must be set to 32 bytes"):
        network.parse(filled, "base")


def test_load__local__knows_the_signing_nodes_of_our_own_reports() -> None:
    local, ours = network.load(FOLDER / "local.toml"), SigningNetwork()
    signing = local.signing_nodes
    assert signing is not None
    assert (signing.digest, set(signing.nodes), signing.faulty) == (
        ours.digest,
        set(ours.signer_set.signers),
        ours.faulty,
    )
    for pair in ("BTC / USD", "ETH / USD"):
        assert local.stream(pair).feed_id == feed_id(3, pair)


BROKEN: dict[str, tuple[list[str], Any, str]] = {
    "checksum": (["usdc"], WRONG_CASE, "no address with a valid EIP-55 checksum"),
    "lower_case": (["safe", "address"], GOOD.lower(), "no address with a valid EIP-55 checksum"),
    "zero": (["holders", "keeper"], "0x" + "00" * 20, "no address with a valid EIP-55 checksum"),
    "short": (["feeds", "BTC / USD", "address"], "0x1234", "no address with a valid EIP-55 checksum"),
    "empty": (["safe", "address"], "", "address must be set"),
    "safe_of_one": (["safe", "threshold"], 1, "threshold must be at least 2 and less than its 5 owners"),
    "safe_of_all": (["safe", "threshold"], 5, "threshold must be at least 2 and less than its 5 owners"),
    "owner_twice": (["safe", "owners"], [GOOD, GOOD], "one of the owners is named twice"),
    "no_votes": (["votes"], {}, "must name the first holders"),
    "votes_of_nobody": (["votes"], {"0x" + "00" * 20: 1}, "no address with a valid EIP-55 checksum"),
    "no_vote": (["votes", GOOD], 0, "must get at least one"),
    "few_votes": (["votes"], {GOOD: 999_999}, "must sum to 1,000,000"),
    "chain_id_text": (["chain_id"], "8453", "chain_id must be a whole number"),
    "phase_bool": (["feeds", "BTC / USD", "phase"], True, "phase must be a whole number"),
    "one_reporter": (["holders", "reporters"], [GOOD], "reporters must be 2 to 16"),
    "reporter_twice": (["holders", "reporters"], [GOOD, GOOD], "named twice"),
    "keeper_is_safe": (["holders", "keeper"], GOOD, "the keeper must not be the safe"),
    "verifier": (["stream_verifier"], "", "stream_verifier must be set"),
    "feed_id_short": (
        ["streams", "BTC / USD", "feed_id"],
        "0x0003",
        "must be set to 32 bytes in hexadecimal",
    ),
    "feed_id_number": (["streams", "BTC / USD", "feed_id"], 3, "must be set to 32 bytes in hexadecimal"),
    "delay": (["streams", "BTC / USD", "delay"], "0", "delay must be a whole number"),
    "no_streams": (["streams"], None, "has no table \\[streams\\]"),
    "no_feeds": (["feeds"], None, "has no table \\[feeds\\]"),
}


@pytest.mark.parametrize(("path", "value", "sentence"), BROKEN.values(), ids=BROKEN.keys())
def test_parse__one_wrong_value__is_refused_by_name(path: list[str], value: Any, sentence: str) -> None:
    changed = table()
    inner = changed
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    with pytest.raises(DeployRefused, match=sentence):
        network.parse(changed, "base")


def test_load__missing_or_garbled__is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeployRefused, match="There is no network configuration"):
        network.load(tmp_path / "nowhere.toml")
    garbled = tmp_path / "garbled.toml"
    garbled.write_text("chain_id = ")
    with pytest.raises(DeployRefused, match="is not TOML"):
        network.load(garbled)


def test_feed__unknown__is_refused() -> None:
    with pytest.raises(DeployRefused, match="no feed 'DOGE / USD'"):
        network.parse(table(), "base").feed("DOGE / USD")


def test_stream__unknown__is_refused() -> None:
    with pytest.raises(DeployRefused, match="no stream 'DOGE / USD'"):
        network.parse(table(), "base").stream("DOGE / USD")


def test_load_products__missing_or_garbled__is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeployRefused, match="There is no product configuration"):
        products.load(tmp_path / "nowhere.toml")
    garbled = tmp_path / "products.toml"
    garbled.write_text("assets = 1")
    with pytest.raises(DeployRefused, match=r"products\.toml"):
        products.load(garbled)
