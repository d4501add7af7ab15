"""Signed reports in Python: real ones, twins of every layout, and whatever is not one."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from eth_abi.abi import encode
from hypothesis import given
from hypothesis import strategies as st

from mutuel.chain import streams
from mutuel.chain.streams import FULL, Stream, StreamReport
from mutuel.errors import StreamReportRefused
from scripts.replay.signing_network import SigningNetwork, blob, feed_id, nodes
from tests import streams as cases
from tests.real import needs_real_data
from tests.streams import AT, LARGE, PRICE, SMALL, Signed

REAL, TWINS = cases.real(), cases.twins()
NETWORKS = cases.networks(TWINS)
FEED = feed_id(3, "BTC / USD")
CLOSED = 5
MUTATIONS = 10_000


def stream_of(report: Signed) -> Stream:
    return Stream(report.feed_id, market_status=report.status)


@needs_real_data
def test_real_reports__folder__is_there_and_holds_eleven() -> None:
    assert len(REAL) == 11
    assert len({report.network for report in REAL}) == 2


@pytest.mark.parametrize("signed", [*REAL, *TWINS], ids=lambda signed: signed.name)
def test_verify__genuine_report__says_what_was_signed(signed: Signed) -> None:
    report = streams.verify(signed.payload, {signed.digest: signed.network})
    assert (report.feed_id, report.valid_from, report.observed_at, report.expires_at) == (
        signed.feed_id,
        signed.at,
        signed.at,
        signed.expires_at,
    )
    assert (report.price, report.market_status or 0) == (signed.price, signed.status)
    assert streams.price_at(report, stream_of(signed), signed.at, signed.expires_at) == signed.price // 10**10


@needs_real_data
def test_signers_of__real_reports__are_those_that_another_implementation_found() -> None:
    found = {report.payload: [*streams.signers_of(streams.open_report(report.payload))] for report in REAL}
    assert found == cases.recovered()


def passing(reports: Sequence[Signed]) -> list[tuple[str, int]]:
    """Of MUTATIONS one-byte changes, those that verify all the same. Anything but a typed refusal is raised."""
    networks, passed, tried = cases.networks(reports), [], 0
    for signed, position, flip in cases.mutations(reports, MUTATIONS, seed=3):
        tried += 1
        try:
            streams.verify(cases.mutated(signed.payload, position, flip), networks)
        except StreamReportRefused:
            continue
        passed.append((signed.name, position))
    assert tried == MUTATIONS
    return passed


def test_verify__one_byte_of_a_twin_changed__refuses_ten_thousand_times() -> None:
    assert passing(TWINS) == []


@needs_real_data
def test_verify__one_byte_of_a_real_report_changed__refuses_ten_thousand_times() -> None:
    assert passing(REAL) == []


@given(st.binary(max_size=1_200))
def test_verify__any_bytes__refuses_with_a_type(payload: bytes) -> None:
    with pytest.raises(StreamReportRefused):
        streams.verify(payload, NETWORKS)


@given(st.lists(st.integers(0, 2**256 - 1), max_size=40))
def test_verify__any_words__refuses_with_a_type(words: list[int]) -> None:
    """Offsets and lengths of every size."""
    with pytest.raises(StreamReportRefused):
        streams.verify(b"".join(word.to_bytes(32, "big") for word in words), NETWORKS)


def full(context: list[bytes], words: int = 9, rs: int = 2, ss: int = 2, vs: bytes = bytes(32)) -> bytes:
    halves = [b"\x01" * 32]
    return encode(FULL, [context, FEED + bytes(32 * words - 32), halves * rs, halves * ss, vs])


@pytest.mark.parametrize(
    ("payload", "error"),
    [
        (b"", "Malformed"),
        (TWINS[0].payload[:-1], "Malformed"),
        (TWINS[0].payload + bytes(32), "Malformed"),
        (full([SMALL.digest] * 3, rs=3), "Malformed"),
        (full([SMALL.digest] * 3, rs=32, ss=32), "Malformed"),
        (full([SMALL.digest] * 3, vs=b"\0\0\x01" + bytes(29)), "Malformed"),
        (full([b"\x01" * 32] * 3), "SignaturesMissing"),
        (full([SMALL.digest] * 3, rs=1, ss=1), "SignaturesMissing"),
        (full([SMALL.digest] * 3, vs=b"\x04" * 2 + bytes(30)), "SignaturesMissing"),
    ],
    ids=[
        "nothing", "cut", "longer", "more_rs", "too_many", "v_of_nobody", "unknown_network", "one_signature",
        "impossible_v",
    ],
)  # fmt: skip
def test_verify__not_a_report__refuses_with_the_right_type(payload: bytes, error: str) -> None:
    with pytest.raises(StreamReportRefused) as refusal:
        streams.verify(payload, NETWORKS)
    assert type(refusal.value).__name__ == error


def test_verify__signed_by_strangers_twice_or_by_too_many__refuses() -> None:
    signed = blob(FEED, AT)
    stranger = nodes(1, first=200)[0]
    first, second, third, _ = SMALL.nodes
    for signers in ([first, stranger], [first, first], [first], [first, second, third]):
        with pytest.raises(streams.SignaturesMissing):
            streams.verify(SMALL.sign(signed, by=signers), NETWORKS)
    assert streams.verify(SMALL.sign(signed, by=[third, first]), NETWORKS).feed_id == FEED


def test_verify__nodes_of_another_network_under_this_digest__refuses() -> None:
    forged = SigningNetwork(nodes(2, first=300), digest=SMALL.digest)
    with pytest.raises(streams.SignaturesMissing):
        streams.verify(forged.report(FEED, AT), NETWORKS)


@pytest.mark.parametrize(
    "changed",
    [
        b"\x00\x04" + TWINS[0].payload[2:34],
        blob(FEED, AT)[:-32],
        blob(FEED, AT) + bytes(32),
        blob(feed_id(8, "x"), AT)[:-1] + b"\x00" * 33,
        blob(FEED, AT)[:32] + b"\x01" + blob(FEED, AT)[33:],
        b"",
        b"\x00",
    ],
    ids=["other_version", "short", "long", "long_v8", "no_uint32", "nothing", "one_byte"],
)
def test_read_blob__not_of_its_version__refuses(changed: bytes) -> None:
    with pytest.raises(streams.Malformed):
        streams.read_blob(changed)


def report_of(schema: int = 3, **values: int) -> StreamReport:
    return streams.read_blob(blob(feed_id(schema, "BTC / USD"), AT, **values))


@pytest.mark.parametrize(
    ("valid_from", "observed_at", "holds"),
    [
        (AT, AT, True),
        (AT - 2, AT, True),
        (AT, AT + 2, True),
        (AT - 1, AT + 1, True),
        (AT - 3, AT, False),
        (AT - 1, AT + 2, False),
        (AT + 1, AT + 2, False),
        (AT - 2, AT - 1, False),
        (AT + 1, AT - 1, False),
    ],
)
def test_price_at__times__must_enclose_the_moment_within_two_seconds(
    valid_from: int, observed_at: int, holds: bool
) -> None:
    report = report_of(validFrom=valid_from, observedAt=observed_at)
    if holds:
        assert streams.price_at(report, Stream(FEED), AT, AT) == 10**8
    else:
        with pytest.raises(streams.WrongTime):
            streams.price_at(report, Stream(FEED), AT, AT)


def test_price_at__delay__asks_for_the_second_that_much_later() -> None:
    late = Stream(FEED, delay=300)
    assert streams.price_at(report_of(), late, AT - 300, AT) == 10**8
    with pytest.raises(streams.WrongTime):
        streams.price_at(report_of(), late, AT, AT)


def test_price_at__expired__refuses_after_the_last_second() -> None:
    report = report_of(expiresAt=AT + 60)
    assert streams.price_at(report, Stream(FEED), AT, AT + 60) == 10**8
    with pytest.raises(streams.ReportExpired):
        streams.price_at(report, Stream(FEED), AT, AT + 61)


def test_price_at__another_feed__refuses() -> None:
    with pytest.raises(streams.WrongFeed):
        streams.price_at(report_of(), Stream(feed_id(3, "ETH / USD")), AT, AT)


@pytest.mark.parametrize("schema", [8, 10, 11])
@pytest.mark.parametrize("status", range(6))
def test_price_at__market_status__must_be_the_one_asked_for(schema: int, status: int) -> None:
    """A session that is still on, status 2, is no close."""
    report = report_of(schema, marketStatus=status)
    wanted = Stream(report.feed_id, market_status=CLOSED)
    if status == CLOSED:
        assert streams.price_at(report, wanted, AT, AT) == 10**8
    else:
        with pytest.raises(streams.WrongMarketStatus):
            streams.price_at(report, wanted, AT, AT)


@pytest.mark.parametrize(
    "price", [0, 10**10 - 1, -1, -(10**10) + 1, -PRICE, -(2**191), 2**191 - 1, 2**63 * 10**10]
)
def test_price_at__no_price_of_8_decimals__refuses(price: int) -> None:
    with pytest.raises(streams.BadPrice):
        streams.price_at(report_of(price=price), Stream(FEED), AT, AT)


@pytest.mark.parametrize(
    ("price", "expected"),
    [(10**10, 1), (2 * 10**10 - 1, 1), (PRICE, PRICE // 10**10), (2**63 * 10**10 - 1, 2**63 - 1)],
)
def test_price_at__eighteen_decimals__are_cut_to_eight(price: int, expected: int) -> None:
    assert streams.price_at(report_of(price=price), Stream(FEED), AT, AT) == expected


@given(st.integers(-(2**191), 2**191 - 1))
def test_cut_to_8__any_price__goes_toward_zero(price: int) -> None:
    cut = streams.cut_to_8(price)
    assert abs(cut) == abs(price) // 10**10
    assert cut == 0 or (cut > 0) == (price > 0)


def test_cut_to_8__prices_within_one_unit__tie_and_a_step_across_it_does_not() -> None:
    """The cut makes a tie of what 18 decimals would tell apart, and never the other way round."""
    assert streams.cut_to_8(PRICE // 10**10 * 10**10) == streams.cut_to_8(PRICE)
    unit = 5 * 10**10
    assert streams.cut_to_8(unit - 1) != streams.cut_to_8(unit)


def test_blob__layouts__differ_in_length_as_documented() -> None:
    lengths = {schema: len(blob(feed_id(schema, "x"), AT)) // 32 for schema in streams.LAYOUTS}
    assert lengths == {3: 9, 8: 9, 10: 13, 11: 14}


def test_sign__networks__sign_with_as_many_as_needed() -> None:
    for network in (SMALL, LARGE):
        assert len(streams.open_report(network.report(FEED, AT)).rs) == network.faulty + 1
    assert replace(SMALL, faulty=0).signer_set.faulty == 0
