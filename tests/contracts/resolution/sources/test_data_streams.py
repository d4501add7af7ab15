"""R-SHORT on the contract: genuine signatures, one price for a second, and whatever is not a proof of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from eth_abi.abi import encode

from mutuel.chain import abi, streams
from mutuel.chain.contracts import Contract
from mutuel.chain.streams import Stream
from mutuel.errors import CallRefused, StreamReportRefused
from scripts.deploy.chain import Builder
from scripts.replay.signing_network import blob, feed_id, nodes
from tests import streams as cases
from tests.contracts.deployed import Chain
from tests.contracts.refusals import refused
from tests.contracts.resolution.desk import MINTER, OUTSIDER
from tests.real import needs_real_data
from tests.streams import LARGE, PRICE, SMALL, Signed

REAL, TWINS = cases.real(), cases.twins()
AT = cases.AT
FEED = feed_id(3, "BTC / USD")
HOUR = 3_600
CLOSED = 5
MUTATIONS = 10_000
IN_ONE_CALL = 200


class Bench:
    """A source and its verifier, which knows the networks of every report of these tests."""

    def __init__(self, chain: Chain, builder: Builder) -> None:
        self.chain = chain
        self.source = chain.contract("DataStreamsSource", address=builder.deploy("DataStreamsSource").address)
        verifier = builder.deploy("StreamsVerifier", MINTER).address
        self.verifier = chain.contract("StreamsVerifier", address=verifier)
        self.harness = chain.contract("MutationHarness", address=builder.deploy("MutationHarness").address)
        for digest, network in cases.networks([*REAL, *TWINS]).items():
            self.configure(digest, sorted(network.signers), network.faulty)

    def configure(self, digest: bytes, signers: Sequence[str], faulty: int, sender: str = MINTER) -> None:
        self.chain.send(sender, self.verifier, "setConfiguration", digest, list(signers), faulty)

    def config(self, feed: bytes = FEED, delay: int = 0, status: int = 0) -> bytes:
        return encode(["(address,bytes32,uint32,uint32)"], [(self.verifier.address, feed, delay, status)])

    def call(self, contract: Contract, function: str, *arguments: Any, at: int) -> Any:
        """Reads as in a block at second `at`. Raises CallRefused."""
        call = contract.prepare(function, *arguments)
        request = {"to": call.to, "data": "0x" + call.data.hex()}
        answer = self.chain.client.request("eth_call", request, "latest", {}, {"time": hex(at)})
        outputs = next(e for e in abi.entries(contract.name) if e.get("name") == function)["outputs"]
        values = abi.decode_values(outputs, bytes.fromhex(str(answer)[2:]))
        return values[0] if values else None

    def price(self, payload: bytes, config: bytes | None = None, at: int = AT, now: int | None = None) -> int:
        arguments = (config or self.config(), at, bytes(32), payload)
        return int(self.call(self.source, "verify", *arguments, at=now or at))

    def accepted(self, reports: Sequence[Signed]) -> tuple[int, int]:
        """Of MUTATIONS one-byte changes: how many were tried, and how many passed."""
        tried = passed = 0
        changes: dict[str, list[tuple[int, int]]] = {}
        for signed, position, flip in cases.mutations(reports, MUTATIONS, seed=4):
            changes.setdefault(signed.name, []).append((position, flip))
        for signed in reports:
            config = self.config(signed.feed_id, status=signed.status)
            mine = changes[signed.name]
            for some in (mine[i : i + IN_ONE_CALL] for i in range(0, len(mine), IN_ONE_CALL)):
                places, flips = zip(*some, strict=True)
                arguments = (
                    self.source.address,
                    config,
                    signed.at,
                    signed.payload,
                    list(places),
                    list(flips),
                )
                passed += self.call(self.harness, "countAccepted", *arguments, at=signed.at)
                tried += len(some)
        return tried, passed


@pytest.fixture(scope="module")
def set_up(deployed: Chain, builder: Builder) -> Iterator[Bench]:
    """Do not use it directly: `bench` is the same and cleans up."""
    with deployed.undone():
        yield Bench(deployed, builder)


@pytest.fixture
def bench(set_up: Bench) -> Iterator[Bench]:
    with set_up.chain.undone():
        yield set_up


@pytest.mark.parametrize("signed", [*REAL, *TWINS], ids=lambda signed: signed.name)
def test_verify__genuine_report__is_its_price_cut_to_8_decimals(bench: Bench, signed: Signed) -> None:
    config = bench.config(signed.feed_id, status=signed.status)
    assert bench.price(signed.payload, config, signed.at) == signed.price // 10**10
    assert bench.price(signed.payload, config, signed.at, now=signed.expires_at) == signed.price // 10**10


@needs_real_data
def test_verify__real_reports__are_eleven_of_two_networks() -> None:
    assert (len(REAL), len({report.network for report in REAL})) == (11, 2)


def test_verify__one_byte_of_a_twin_changed__refuses_ten_thousand_times(bench: Bench) -> None:
    assert bench.accepted(TWINS) == (MUTATIONS, 0)


@needs_real_data
def test_verify__one_byte_of_a_real_report_changed__refuses_ten_thousand_times(bench: Bench) -> None:
    assert bench.accepted(REAL) == (MUTATIONS, 0)


def test_count_accepted__nothing_changed__counts_them_all(bench: Bench) -> None:
    """So that a count of none means something."""
    signed = TWINS[0]
    arguments = (bench.source.address, bench.config(), signed.at, signed.payload, [0, 5, 700], [0, 0, 0])
    assert bench.call(bench.harness, "countAccepted", *arguments, at=signed.at) == 3


@pytest.mark.parametrize("schema", [3, 8, 10, 11])
@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"validFrom": AT - 2}, None),
        ({"observedAt": AT + 2}, None),
        ({"validFrom": AT - 3}, "WrongTime"),
        ({"validFrom": AT - 1, "observedAt": AT + 2}, "WrongTime"),
        ({"validFrom": AT + 1, "observedAt": AT + 2}, "WrongTime"),
        ({"validFrom": AT - 2, "observedAt": AT - 1}, "WrongTime"),
        ({"validFrom": AT + 1, "observedAt": AT - 1}, "WrongTime"),
        ({"expiresAt": AT}, None),
        ({"expiresAt": AT - 1}, "ReportExpired"),
        ({"price": 10**10}, None),
        ({"price": 10**10 - 1}, "BadPrice"),
        ({"price": 0}, "BadPrice"),
        ({"price": -PRICE}, "BadPrice"),
        ({"price": 2**63 * 10**10 - 1}, None),
        ({"price": 2**63 * 10**10}, "BadPrice"),
        ({"price": -(2**191)}, "BadPrice"),
    ],
)
def test_verify__signed_values__are_judged_as_in_python(
    bench: Bench, schema: int, values: Mapping[str, int], error: str | None
) -> None:
    """The refusals of both have one name."""
    feed, status = feed_id(schema, "BTC / USD"), 0 if schema == 3 else CLOSED
    named = {
        streams.LAYOUTS[schema].price if name == "price" else name: value for name, value in values.items()
    }
    payload = SMALL.report(feed, AT, **named, **({"marketStatus": status} if status else {}))
    report = streams.verify(payload, {SMALL.digest: SMALL.signer_set})
    stream, config = Stream(feed, market_status=status), bench.config(feed, status=status)
    if error is None:
        assert bench.price(payload, config) == streams.price_at(report, stream, AT, AT)
        return
    with refused(error):
        bench.price(payload, config)
    with pytest.raises(StreamReportRefused) as refusal:
        streams.price_at(report, stream, AT, AT)
    assert type(refusal.value).__name__ == error


def test_verify__delay__asks_for_the_second_that_much_later(bench: Bench) -> None:
    payload, late = SMALL.report(FEED, AT), bench.config(delay=300)
    assert bench.price(payload, late, AT - 300, now=AT) == 10**8
    with refused("WrongTime", validFrom=AT, observedAt=AT):
        bench.price(payload, late, AT)


@pytest.mark.parametrize("schema", [8, 10, 11])
@pytest.mark.parametrize("status", range(6))
def test_verify__market_status__must_be_the_configured_one(bench: Bench, schema: int, status: int) -> None:
    """A session that is still on, status 2, is no close."""
    feed = feed_id(schema, "AAPL")
    payload, config = SMALL.report(feed, AT, marketStatus=status), bench.config(feed, status=CLOSED)
    if status == CLOSED:
        assert bench.price(payload, config) == 10**8
    else:
        with refused("WrongMarketStatus", marketStatus=status):
            bench.price(payload, config)


def test_verify__another_feed__refuses(bench: Bench) -> None:
    other = feed_id(3, "ETH / USD")
    with refused("WrongStream", feedId=other):
        bench.price(SMALL.report(other, AT))


def test_verify__feed_of_another_version_and_length__refuses(bench: Bench) -> None:
    stock = feed_id(11, "AAPL")
    with refused("WrongLength", length=14 * 32):
        bench.price(SMALL.report(stock, AT))
    with refused("WrongStream", feedId=feed_id(8, "EUR / USD")):
        bench.price(SMALL.report(feed_id(8, "EUR / USD"), AT))


@pytest.mark.parametrize("change", [-1, 1])
def test_verify__signed_but_not_as_long_as_its_version_says__refuses(bench: Bench, change: int) -> None:
    signed = blob(FEED, AT)
    odd = signed[:-32] if change < 0 else signed + bytes(32)
    with refused("WrongLength", length=len(odd)):
        bench.price(SMALL.sign(odd))


def test_verify__a_subject__refuses(bench: Bench) -> None:
    with refused("SubjectNotEmpty"):
        bench.call(bench.source, "verify", bench.config(), AT, b"\x01" * 32, TWINS[0].payload, at=AT)


@pytest.mark.parametrize(
    "payload", [b"", b"\x00" * 31, TWINS[0].payload[:-32]], ids=["nothing", "short", "cut"]
)
def test_verify__no_report__refuses(bench: Bench, payload: bytes) -> None:
    with pytest.raises(CallRefused):
        bench.price(payload)


def test_verify__a_verifier_that_lies__cannot_change_what_is_checked_here(
    bench: Bench, builder: Builder
) -> None:
    """The proxy answers for signatures only; an empty answer of a contract that is no verifier is no price."""
    feed = builder.deploy("LyingFeed").address
    config = encode(["(address,bytes32,uint32,uint32)"], [(feed, FEED, 0, 0)])
    with pytest.raises(CallRefused):
        bench.price(TWINS[0].payload, config)


@pytest.mark.parametrize(
    ("feed", "status"), [(FEED, 0), (feed_id(8, "x"), 1), (feed_id(10, "x"), 2), (feed_id(11, "x"), CLOSED)]
)
def test_check_config__every_version__passes(bench: Bench, feed: bytes, status: int) -> None:
    call = bench.source.prepare("checkConfig", bench.config(feed, HOUR, status))
    assert bench.chain.client.call(call.to, call.data) == b""


@pytest.mark.parametrize(
    ("feed", "delay", "status", "error"),
    [
        (feed_id(3, "x"), 0, 2, "WrongMarketStatus"),
        (feed_id(8, "x"), 0, 0, "WrongMarketStatus"),
        (feed_id(11, "x"), 0, 0, "WrongMarketStatus"),
        (FEED, HOUR + 1, 0, "DelayTooLong"),
        (b"\x00\x04" + bytes(30), 0, 2, "UnknownSchema"),
        (bytes(32), 0, 0, "UnknownSchema"),
    ],
)
def test_check_config__cannot_work__refuses(
    bench: Bench, feed: bytes, delay: int, status: int, error: str
) -> None:
    with refused(error):
        bench.source.read("checkConfig", bench.config(feed, delay, status))


def test_check_config__verifier_without_code__refuses(bench: Bench) -> None:
    config = encode(["(address,bytes32,uint32,uint32)"], [(OUTSIDER, FEED, 0, 0)])
    with refused("WrongVerifier"):
        bench.source.read("checkConfig", config)


# --- The double of the verifier ------------------------------------------------------------------------------------


def test_verifier__signatures_of_others_twice_or_too_many__refuses(bench: Bench) -> None:
    signed = blob(FEED, AT)
    stranger = nodes(1, first=200)[0]
    first, second, third, _ = SMALL.nodes
    for signers in ([first, stranger], [first, first]):
        with refused("BadVerification"):
            bench.verifier.read("verify", SMALL.sign(signed, by=signers), b"")
    for signers in ([first], [first, second, third], []):
        with refused("WrongSignatureCount", have=len(signers), need=2):
            bench.verifier.read("verify", SMALL.sign(signed, by=signers), b"")
    assert bench.verifier.read("verify", SMALL.sign(signed, by=[third, first]), b"") == signed


def test_verifier__nodes_of_another_network__refuses(bench: Bench) -> None:
    mixed = LARGE.sign(blob(FEED, AT), by=nodes(6, first=400))
    with refused("BadVerification"):
        bench.verifier.read("verify", mixed, b"")


def test_verifier__unknown_configuration__refuses(bench: Bench, builder: Builder) -> None:
    empty = builder.deploy("StreamsVerifier", MINTER).address
    other = bench.chain.contract("StreamsVerifier", address=empty)
    with refused("UnknownConfiguration", digest=SMALL.digest):
        other.read("verify", TWINS[0].payload, b"")


def test_verifier__second_encoding__refuses(bench: Bench) -> None:
    with refused("NotCanonical"):
        bench.verifier.read("verify", TWINS[0].payload + bytes(32), b"")


@pytest.mark.parametrize(
    ("digest", "signers", "faulty"),
    [
        (SMALL.digest, [OUTSIDER, MINTER], 1),
        (b"\x01" * 32, [OUTSIDER], 1),
        (b"\x01" * 32, [OUTSIDER, OUTSIDER], 1),
        (b"\x01" * 32, ["0x" + "00" * 20, OUTSIDER], 1),
        (b"\x01" * 32, [OUTSIDER] * 32, 1),
    ],
    ids=["known", "too_few", "twice", "nobody", "too_many"],
)
def test_set_configuration__cannot_work__refuses(
    bench: Bench, digest: bytes, signers: list[str], faulty: int
) -> None:
    with refused("BadConfiguration"):
        bench.configure(digest, signers, faulty)


def test_set_configuration__stranger__refuses(bench: Bench) -> None:
    with refused("NotOperator"):
        bench.configure(b"\x01" * 32, [OUTSIDER, MINTER], 1, sender=OUTSIDER)
