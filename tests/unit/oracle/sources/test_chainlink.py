"""Chainlink's word on a stock's close, by reports that our own network signs in the documented layout."""

from __future__ import annotations

import json
from dataclasses import replace

import httpx
import pytest
from pydantic import SecretStr

from mutuel.chain.streams import SignerSet
from oracle.sources.adapter import Wanted
from oracle.sources.chainlink import AFTER, Chainlink, parse_close
from oracle.sources.closes import Closes, Refusal, Why
from oracle.sources.streams import Streams
from scripts.replay.signing_network import DIGEST, SigningNetwork, feed_id
from tests.unit.oracle.sources.pages import FIRST, SESSION, closes_of, web
from tests.unit.oracle.sources.payloads import body

AAPL, COIN = feed_id(11, "AAPL"), feed_id(3, "AAPL")
AT = SESSION.close + AFTER
NETWORK = SigningNetwork()
SOURCE = Chainlink(Streams("http://x", SecretStr("key"), SecretStr("secret"), lambda: 1), {"AAPL": AAPL})


def good(feed: bytes = AAPL, at: int = AT, shown: int = AT, **values: int) -> bytes:
    """An answer whose signed part is of `at`, and which says of itself that it is of `shown`."""
    told = {"lastTradedPrice": 191_440000000000000099, "marketStatus": 5} | values
    report = {
        "feedID": "0x" + AAPL.hex(),
        "validFromTimestamp": shown,
        "observationsTimestamp": shown,
        "fullReport": "0x" + NETWORK.report(feed, at, **(told if feed is AAPL else {})).hex(),
    }
    return body({"report": report})


def test_parse_close__market_closed__last_trade_cut_to_eight_decimals() -> None:
    parsed = parse_close(good(), AAPL, AT, SESSION.day, {})
    assert isinstance(parsed, Closes)
    assert parsed.by_day == {SESSION.day: 191_44000000}
    assert (parsed.basis.name, parsed.splits, parsed.as_of) == ("AS_TRADED", None, AT)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (good(marketStatus=2), Why.SESSION_UNFINISHED),  # halted, or late
        (good(marketStatus=0), Why.SESSION_UNFINISHED),
        (good(lastTradedPrice=0), Why.BAD_PRICE),
        (good(lastTradedPrice=-(10**20)), Why.BAD_PRICE),
        (good(lastTradedPrice=2**190), Why.BAD_PRICE),
        (good(at=AT - 3_600), Why.SESSION_MISSING),  # what was signed decides, not what stands beside it
        (good(shown=AT - 1), Why.REPORT_MISSING),
        (good(feed_id(11, "MSFT")), Why.WRONG_SYMBOL),
        (good(COIN), Why.WRONG_SYMBOL),
        (good()[:-6] + b'00"}}', Why.WRONG_SHAPE),
        (b"{}", Why.WRONG_SHAPE),
    ],
)
def test_parse_close__unusable_report__typed_refusal(answer: bytes, why: Why) -> None:
    refused = parse_close(answer, AAPL, AT, SESSION.day, {})
    assert isinstance(refused, Refusal)
    assert refused.why is why


@pytest.mark.parametrize(
    ("digest", "signers"),
    [
        (DIGEST, SignerSet(frozenset({"0x" + "11" * 20}), 1)),  # signed by others
        (DIGEST, replace(NETWORK.signer_set, faulty=2)),  # by too few
        (bytes(32), NETWORK.signer_set),  # of another network
    ],
)
def test_parse_close__signers_are_known_and_did_not_sign__refused(digest: bytes, signers: SignerSet) -> None:
    known = parse_close(good(), AAPL, AT, SESSION.day, {DIGEST: NETWORK.signer_set})
    assert isinstance(known, Closes)
    refused = parse_close(good(), AAPL, AT, SESSION.day, {digest: signers})
    assert isinstance(refused, Refusal)
    assert refused.why is Why.WRONG_SHAPE


async def test_fetch__session__the_report_of_a_minute_after_its_close_signed_for() -> None:
    answer, asked = await closes_of(SOURCE, [httpx.Response(200, content=good())])
    assert asked[0].url.raw_path.decode() == f"/api/v1/reports?feedID=0x{AAPL.hex()}&timestamp={AT}"
    assert asked[0].headers["Authorization"] == "key"
    assert isinstance(answer.result, Closes)
    assert json.loads(answer.pages[0].body)["report"]["validFromTimestamp"] == AT


async def test_fetch__no_stream_or_too_early__refused_without_a_request() -> None:
    answer, asked = await closes_of(SOURCE, [], "MSFT")
    assert str(answer.result) == "off: no stream is named for MSFT"
    early = await SOURCE.fetch(web([], asked), Wanted("AAPL", FIRST, SESSION, AT - 1))
    assert isinstance(early.result, Refusal)
    assert early.result.why is Why.SESSION_UNFINISHED
    assert asked == []


async def test_fetch__refused_by_the_service__its_words() -> None:
    answer, _ = await closes_of(SOURCE, [httpx.Response(401, content=b"")])
    assert isinstance(answer.result, Refusal)
    assert answer.result.why is Why.NOT_AUTHORISED
