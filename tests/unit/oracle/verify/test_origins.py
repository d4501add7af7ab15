"""Sources that prove by another feed, stream or people than the address book names."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final, cast

import pytest
from eth_abi.abi import encode
from eth_utils.address import to_checksum_address

from mutuel.chain.contracts import Deployment
from mutuel.chain.proofs import FEED_CONFIG, STREAM_CONFIG
from mutuel.domain.products import catalogue
from mutuel.settings import read_toml
from oracle.verify import origins
from oracle.verify.report import Report, Verdict
from oracle.verify.site import Site

SOURCES = catalogue.parse(read_toml(Path("config/products.toml"))).sources


def account(number: int) -> str:
    return to_checksum_address((0xABC << 100 | number).to_bytes(20, "big"))


FEED, VERIFIER, BY_FEED, BY_STREAM, OTHER = (account(number) for number in range(5))
REPORTERS = [account(number) for number in range(5, 10)]
STREAM: Final = "0x" + "03" * 32
BOOK = {
    "network": "base",
    "chainId": 8453,
    "startBlock": 1,
    "contracts": {
        "Feed:BTC / USD": FEED,
        "StreamsVerifier": VERIFIER,
        "ChainlinkFeedSource": BY_FEED,
        "DataStreamsSource": BY_STREAM,
    },
    "streams": {"BTC / USD": STREAM},
    "holders": {"reporters": REPORTERS},
}


def by_feed(**changes: Any) -> dict[str, Any]:
    feed, prover, reporters = (
        changes.get(name, usual) for name, usual in (("feed", FEED), ("verifier", BY_FEED), ("reporters", []))
    )
    config = encode([FEED_CONFIG], [(feed, 1, 3_600, 60, bytes(32))])
    return {"verifier": prover, "verifierConfig": config, "reporters": reporters}


def by_stream(**changes: Any) -> dict[str, Any]:
    signed_by, stream = changes.get("signed_by", VERIFIER), changes.get("stream", STREAM)
    config = encode([STREAM_CONFIG], [(signed_by, bytes.fromhex(stream[2:]), 0, 0)])
    reporters = changes.get("reporters", REPORTERS)
    return {"verifier": changes.get("verifier", BY_STREAM), "verifierConfig": config, "reporters": reporters}


def by_report(reporters: list[str]) -> dict[str, Any]:
    return {"verifier": account(0), "verifierConfig": b"", "reporters": reporters}


def checked(name: str, chain: Mapping[str, Any], **book: Any) -> tuple[Verdict, str]:
    site = SimpleNamespace(book=Deployment.parse(BOOK | book, "the test's book"), read=lambda *_: chain)
    report = Report(1, 1)
    origins.check(cast(Site, site), report, [SOURCES[name]])
    (check,) = report.checks
    return check.verdict, check.said


HONEST = {"BTC-USD": by_feed(), "BTC-STREAM": by_stream(), "AAPL": by_report(REPORTERS)}


@pytest.mark.parametrize(("name", "chain"), HONEST.items(), ids=HONEST.keys())
def test_check__what_the_address_book_names__holds(name: str, chain: dict[str, Any]) -> None:
    assert checked(name, chain)[0] is Verdict.HOLDS


LIES = {
    "another_feed": (
        "BTC-USD",
        by_feed(feed=OTHER),
        f"hears the feed {OTHER}, the address book names {FEED}",
    ),
    "feed_by_another_rule": ("BTC-USD", by_feed(verifier=BY_STREAM), f"is proved by {BY_STREAM}"),
    "another_prover_with_words_of_its_own": (
        "BTC-USD",
        by_feed(verifier=OTHER) | {"verifierConfig": b""},
        f"is proved by {OTHER}",
    ),
    "reporters_of_a_feed": ("BTC-USD", by_feed(reporters=REPORTERS), "a reporter of BTC-USD on chain alone"),
    "another_stream": ("BTC-STREAM", by_stream(stream="0x" + "08" * 32), f"names {STREAM}"),
    "another_verifier": ("BTC-STREAM", by_stream(signed_by=OTHER), f"checked by {OTHER}"),
    "stream_by_another_rule": ("BTC-STREAM", by_stream(verifier=BY_FEED), f"is proved by {BY_FEED}"),
    "a_reporter_more": ("AAPL", by_report([OTHER, *REPORTERS]), f"{OTHER} is a reporter of AAPL on chain"),
    "a_reporter_less": ("AAPL", by_report(REPORTERS[1:]), "of AAPL in the address book alone"),
}


@pytest.mark.parametrize(("name", "chain", "sentence"), LIES.values(), ids=LIES.keys())
def test_check__anything_else__differs(name: str, chain: dict[str, Any], sentence: str) -> None:
    verdict, said = checked(name, chain)
    assert verdict is Verdict.DIFFERS
    assert sentence in said


LATER = {
    "BTC-USD": (by_feed(feed=OTHER), {"feed": OTHER}),
    "BTC-STREAM": (by_stream(stream="0x" + "08" * 32), {"stream": "0x" + "08" * 32}),
    "AAPL": (by_report(REPORTERS[1:]), {"reporters": REPORTERS[1:]}),
}


@pytest.mark.parametrize(("name", "chain", "own"), [(name, *rest) for name, rest in LATER.items()])
def test_check__source_with_an_entry_of_its_own__is_held_against_that(
    name: str, chain: dict[str, Any], own: dict[str, Any]
) -> None:
    assert checked(name, chain, origins={name: own})[0] is Verdict.HOLDS
    assert checked(name, HONEST[name], origins={name: own})[0] is Verdict.DIFFERS


def test_check__book_written_by_hand__may_spell_as_it_likes() -> None:
    own = {
        "AAPL": {"reporters": [one.lower() for one in REPORTERS]},
        "BTC-STREAM": {"stream": "0x" + "AB" * 32},
    }
    assert checked("AAPL", by_report(REPORTERS), origins=own)[0] is Verdict.HOLDS
    stream = by_stream(stream="0x" + "ab" * 32)
    assert checked("BTC-STREAM", stream, origins=own)[0] is Verdict.HOLDS


@pytest.mark.parametrize(("name", "part"), [("BTC-STREAM", "streams"), ("AAPL", "holders")])
def test_check__book_that_does_not_name_it__is_unchecked(name: str, part: str) -> None:
    verdict, said = checked(name, HONEST[name], **{part: {}})
    assert verdict is Verdict.UNCHECKED
    assert f"for {name}" in said


@pytest.mark.parametrize(
    "book",
    [
        {"origins": {"AAPL": {"reporters": ["nobody"]}}},
        {"origins": {"AAPL": ["nobody"]}},
        {"origins": [], "holders": {"reporters": 5}},
        {"holders": [5]},
    ],
)
def test_check__book_that_is_garbled_by_hand__is_unchecked_and_says_where(book: dict[str, Any]) -> None:
    verdict, said = checked("AAPL", HONEST["AAPL"], **book)
    assert verdict is Verdict.UNCHECKED
    assert "The address book garbles where AAPL comes from" in said
