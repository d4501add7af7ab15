"""The deployment itself: what is checked before, what stands after, and that the deployer keeps nothing."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from scripts.deploy import book, checks, handover, house, network, products
from scripts.deploy.__main__ import PRODUCTS, deploy, main
from scripts.deploy.chain import ROOT, Builder, connect
from scripts.deploy.errors import DeployRefused
from scripts.deploy.network import Network
from scripts.deploy.permissions import OWN, ROLES
from scripts.replay.signing_network import SigningNetwork
from tests.contracts.deployed import Chain
from tests.contracts.resolution.desk import KEEPER, MINTER, OUTSIDER, ZERO

LOCAL = network.load(ROOT / "config" / "networks" / "local.toml")
CATALOGUE = products.load(PRODUCTS)
CODE_LIMIT = 24_576


@pytest.fixture
def public(chain: Chain, builder: Builder) -> Network:
    """This node dressed up as a public network on which everything exists already: the first house's token and
    feeds, and its Safe."""
    feeds = [replace(feed, address=chain.book.address(f"Feed:{feed.description}")) for feed in LOCAL.feeds]
    return Network(
        name="base",
        chain_id=builder.provider.chain_id,
        local=False,
        usdc=chain.book.address("Usdc"),
        sequencer_feed=chain.book.address("SequencerFeed"),
        feeds=tuple(feeds),
        streams=LOCAL.streams,
        stream_verifier=chain.book.address("StreamsVerifier"),
        signing_nodes=None,
        safe=replace(LOCAL.safe, address=chain.book.address("Safe")),
        votes=LOCAL.votes,
        keeper=KEEPER,
        reporters=LOCAL.reporters,
        transmitter=None,
    )


def test_deploy__local__names_every_contract_source_and_template(chain: Chain) -> None:
    raw = chain.book.raw
    assert set(chain.book.contracts) == {
        "Usdc", "AccessManager", "Timelock", "Escrow", "SelfLimits", "Resolution", "Referee", "ParimutuelEngine",
        "ChainlinkFeedSource", "DataStreamsSource", "Treasury", "Insurance", "Lens", "Feed:BTC / USD",
        "Feed:ETH / USD", "SequencerFeed", "StreamsVerifier", "MutuelGovernor", "MutuelVotes", "Safe",
        "MultiSendCallOnly",
    }  # fmt: skip
    assert raw["streams"] == {
        name: "0x" + LOCAL.stream(name).feed_id.hex() for name in ("BTC / USD", "ETH / USD")
    }
    assert raw["sources"] == {name: number for number, name in enumerate(CATALOGUE.sources, 1)}
    assert raw["templates"] == {name: number for number, name in enumerate(CATALOGUE.listings, 1)}
    holders = (chain.book.address(name) for name in ("MutuelGovernor", "Safe"))
    assert (raw["holders"]["governor"], raw["holders"]["safe"]) == tuple(holders)
    chain.book.check(chain.client)


def test_deploy__code_of_each_contract_of_ours__is_1024_bytes_below_the_limit(chain: Chain) -> None:
    codes = chain.client.codes([chain.book.address(name) for name in OWN])
    sizes = {name: len(code) for name, code in zip(OWN, codes, strict=True)}
    assert {name: size for name, size in sizes.items() if not 0 < size <= CODE_LIMIT - 1_024} == {}


def test_deploy__local__is_sealed_and_wired(chain: Chain) -> None:
    escrow = chain.contract("Escrow")
    assert escrow.read("sealedForGenesis")
    assert escrow.read("selfLimits") == chain.book.address("SelfLimits")
    assert escrow.read("usdc") == chain.book.address("Usdc")
    engines = {
        name: escrow.read("engineOf", chain.book.address(name)) for name in ("ParimutuelEngine", "Resolution")
    }
    assert [(e["genesis"], e["unstoppable"]) for e in engines.values()] == [(True, False), (True, True)]


def test_deploy__templates__are_the_catalogue_s(chain: Chain) -> None:
    engine = chain.contract("ParimutuelEngine")
    for listing in CATALOGUE.listings.values():
        stored = engine.read("template", listing.template.id)
        assert list(stored.values()) == list(products.template_params(listing.template))


def test_deploy__everything_exists_already__deploys_no_double(public: Network, builder: Builder) -> None:
    made = deploy(builder, public, CATALOGUE)
    assert made["contracts"]["Usdc"] == public.usdc
    assert made["contracts"]["Feed:BTC / USD"] == public.feeds[0].address
    assert made["contracts"]["SequencerFeed"] == public.sequencer_feed
    assert made["contracts"]["StreamsVerifier"] == public.stream_verifier
    resolution = builder.at("Resolution", made["contracts"]["Resolution"])
    assert resolution.sequencerFeed() == public.sequencer_feed


def test_deploy__no_sequencer_feed__nothing_waits_for_one(public: Network, builder: Builder) -> None:
    made = deploy(builder, replace(public, sequencer_feed=None), CATALOGUE)
    assert "SequencerFeed" not in made["contracts"]
    resolution = builder.at("Resolution", made["contracts"]["Resolution"])
    assert resolution.sequencerFeed() == ZERO
    assert resolution.outageBetween(0, 2**40) is False


def test_deploy__again__stands_beside_the_first(chain: Chain, builder: Builder) -> None:
    made = deploy(builder, LOCAL, CATALOGUE)
    assert not set(made["contracts"].values()) & set(chain.book.contracts.values())


def test_deploy__local__believes_reports_of_the_signing_nodes(chain: Chain) -> None:
    feed = LOCAL.stream("ETH / USD").feed_id
    config = products.stream_config(LOCAL.stream("ETH / USD"), chain.book.address("StreamsVerifier"))
    at = chain.now()
    proof = SigningNetwork().report(feed, at, price=3_000 * 10**18)
    source = chain.contract("DataStreamsSource")
    assert source.read("verify", config, at, bytes(32), proof) == 3_000 * 10**8


def test_source_config__stream__is_what_the_contract_takes(chain: Chain) -> None:
    coin = CATALOGUE.sources["BTC-USD"]
    rounds = replace(coin, feed="", heartbeat=0, stream="BTC / USD")
    names = ("ChainlinkFeedSource", "DataStreamsSource", "StreamsVerifier")
    feed_source, stream_source, verifier = (chain.book.address(name) for name in names)
    proofs = products.Proofs(feed_source, {}, stream_source, verifier)
    timelock, resolution = chain.book.address("Timelock"), chain.contract("Resolution")
    chain.impersonate(timelock)
    config = products.source_config(rounds, LOCAL, proofs)
    chain.send(timelock, resolution, "addSource", config)
    stored = resolution.read("source", resolution.read("sourceCount"))
    assert stored["verifier"] == stream_source
    assert stored["verifierConfig"] == products.stream_config(LOCAL.stream("BTC / USD"), verifier)


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "another_chain": ({"chain_id": 1}, "The node serves chain"),
    "safe_without_code": (
        {"safe": replace(LOCAL.safe, address=OUTSIDER)},
        "There is no contract at .* names as safe",
    ),
    "usdc_without_code": ({"usdc": OUTSIDER}, "There is no contract at .* names as usdc"),
    "stream_verifier_without_code": ({"stream_verifier": OUTSIDER}, "names as stream_verifier"),
    "sequencer_without_code": ({"sequencer_feed": OUTSIDER}, "names as sequencer_feed"),
}


@pytest.mark.parametrize(("changes", "sentence"), WRONG.values(), ids=WRONG.keys())
def test_find_world__something_is_not_there__is_refused(
    public: Network, builder: Builder, changes: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(DeployRefused, match=sentence):
        house.find_world(builder, replace(public, **changes))


FEEDS: dict[str, tuple[dict[str, Any], str]] = {
    "description": ({"description": "ETH / USD"}, "is 'BTC / USD', not 'ETH / USD'"),
    "decimals": ({"decimals": 18}, "has 8 decimals, the configuration says 18"),
    "phase": ({"phase": 0}, "is in phase 1, the configuration says 0"),
    "no_code": ({"address": OUTSIDER}, "There is no contract"),
}


@pytest.mark.parametrize(("changes", "sentence"), FEEDS.values(), ids=FEEDS.keys())
def test_find_world__feed_is_another__is_refused(
    public: Network, builder: Builder, changes: dict[str, Any], sentence: str
) -> None:
    wrong = replace(public, feeds=(replace(public.feeds[0], **changes),))
    with pytest.raises(DeployRefused, match=sentence):
        house.find_world(builder, wrong)


def test_find_world__token_is_not_usdc__is_refused(chain: Chain, public: Network, builder: Builder) -> None:
    feed, treasury = str(public.feeds[0].address), chain.book.address("Treasury")
    with pytest.raises(DeployRefused, match="is not USDC with 6 decimals"):
        house.find_world(builder, replace(public, usdc=feed))
    with pytest.raises(DeployRefused, match=r"does not answer decimals\(\)"):
        house.find_world(builder, replace(public, usdc=treasury))


def test_find_world__feed_is_no_feed__is_refused(public: Network, builder: Builder) -> None:
    wrong = replace(public, feeds=(replace(public.feeds[0], address=public.usdc),))
    with pytest.raises(DeployRefused, match=r"does not answer description\(\)"):
        house.find_world(builder, wrong)


def test_check_chain__doubles_on_a_node_that_is_no_anvil__is_refused() -> None:
    provider = SimpleNamespace(web3=SimpleNamespace(client_version="Geth/v1.14"))
    with pytest.raises(DeployRefused, match="Doubles are deployed on a local anvil only"):
        checks.check_chain(LOCAL, provider)


def test_prove_nothing_kept__before_the_hand_over__names_what_is_left(builder: Builder, chain: Chain) -> None:
    world = house.find_world(builder, LOCAL)
    built = house.build(builder, LOCAL, world)
    with pytest.raises(DeployRefused, match="still holds ADMIN"):
        handover.prove_nothing_kept(MINTER, built)


def test_prove_nothing_kept__holder_of_a_role__is_named(builder: Builder, chain: Chain) -> None:
    built = {
        name: builder.at(kind, chain.book.address(name))
        for name, kind in {"AccessManager": "Access", "Timelock": "Timelock"}.items()
    }
    for role, person in (("PAUSER", chain.holder("safe")), ("CREATOR", KEEPER)):
        assert role in {one.name for one in ROLES}
        with pytest.raises(DeployRefused, match=f"still holds {role}"):
            handover.prove_nothing_kept(person, built)


def test_refuse_overwriting__public_book__keeps_it(tmp_path: Path, public: Network) -> None:
    path = tmp_path / "base.json"
    book.refuse_overwriting(path, public)
    book.write(path, {"network": "base"})
    with pytest.raises(DeployRefused, match="is deployed"):
        book.refuse_overwriting(path, public)
    book.refuse_overwriting(path, LOCAL)
    assert json.loads(path.read_text()) == {"network": "base"}
    assert [file.name for file in tmp_path.iterdir()] == ["base.json"]


def test_connect__public_network_without_an_account__is_refused(builder: Builder) -> None:

    with (
        pytest.raises(DeployRefused, match="Name the Ape account"),
        connect("base", builder.provider.http_uri, None),
    ):
        pass


def test_main__node_does_not_answer__is_one_sentence_without_its_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "local.json"
    assert main(["--network", "local", "--rpc", "http://127.0.0.1:1/v2/key", "--out", str(book)]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Nothing was deployed that counts: ")
    assert "/v2/key" not in said
    assert not book.exists()
