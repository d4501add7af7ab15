"""What every result feed owes: typed refusals for anything, and no result out of an error with HTTP 200."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from mutuel.domain.results import MatchState, Winner
from oracle.sources.apifootball import ApiFootball, parse_fixture
from oracle.sources.betfair import Betfair
from oracle.sources.closes import Refusal, Why
from oracle.sources.cricsheet import Cricsheet, parse_match
from oracle.sources.espn import Espn, parse_scoreboard
from oracle.sources.feeds import MatchFeed, Parser, WantedMatch, sides_of, utc_seconds
from oracle.sources.oddsapi import OddsApi, parse_scores
from oracle.sources.transport import Web
from tests.real import REAL, needs_real_data
from tests.unit.oracle.sources import matches
from tests.unit.oracle.sources.matches import CRICKET_IDS, FIRST, FOOTBALL_IDS, SECOND, steady, wanted
from tests.unit.oracle.sources.payloads import body

SCORES = [("Harbour Lights", 7, "1.0", 0), ("Mill Town", 9, "1.0", 0)]
STREAM = matches.lines(
    matches.betfair_score(matches.START + 300, SCORES[:1]),
    matches.betfair_score(matches.START + 900, SCORES, "FINISHED", "MATCH_COMPLETE"),
    matches.betfair_market(matches.START + 1_800, ("LOSER", "WINNER")),
)
PARSERS: Mapping[str, tuple[Parser, WantedMatch, Any]] = {
    "espn": (parse_scoreboard, wanted(CRICKET_IDS["espn"]), matches.espn()),
    "oddsapi": (parse_scores, wanted(FOOTBALL_IDS["oddsapi"]), matches.oddsapi()),
    "apifootball": (parse_fixture, wanted(FOOTBALL_IDS["apifootball"]), matches.apifootball()),
    "cricsheet": (
        parse_match,
        wanted(CRICKET_IDS["cricsheet"]),
        matches.cricsheet({"winner": FIRST, "by": {"runs": 3}}, [steady(4, 5), steady(3, 3)]),
    ),
}
KEY = SecretStr("secret-key")
FEEDS: Mapping[str, tuple[MatchFeed, WantedMatch, bytes]] = {
    "espn": (Espn("http://feed"), wanted(CRICKET_IDS["espn"]), body(matches.espn())),
    "oddsapi": (OddsApi("http://feed", KEY), wanted(FOOTBALL_IDS["oddsapi"]), body(matches.oddsapi())),
    "apifootball": (
        ApiFootball("http://feed", KEY),
        wanted(FOOTBALL_IDS["apifootball"]),
        body(matches.apifootball()),
    ),
    "cricsheet": (Cricsheet("http://feed"), wanted(CRICKET_IDS["cricsheet"]), body(PARSERS["cricsheet"][2])),
    "betfair": (Betfair("http://feed"), wanted(CRICKET_IDS["betfair"]), STREAM),
}
APOLOGIES: Mapping[str, list[bytes]] = {
    "espn": [b'{"code":500,"message":"Application error"}', b"{}", b"[]", b"null", b'{"events":[]}'],
    "oddsapi": [
        body({"message": "API key is missing", "error_code": "MISSING_KEY"}),
        body({"message": "Too many", "error_code": "EXCEEDED_FREQ_LIMIT"}),
        b"[]",
        b"{}",
    ],
    "apifootball": [
        body({"errors": {"token": "Error/Missing application key."}, "response": []}),
        body({"errors": {"plan": "Free plans do not have access to this season."}, "response": []}),
        body({"errors": {"rateLimit": "Too many requests."}, "response": []}),
        body({"errors": [], "response": []}),
        body(matches.apifootball(errors={"requests": "You have reached the request limit for the day"})),
    ],
    "cricsheet": [b"<html>Not found</html>", b"{}", body({"info": {"outcome": {"winner": FIRST}}})],
    "betfair": [b"", b"<html>", body({"op": "status", "statusCode": "FAILURE"}), b"{}"],
}


@pytest.mark.parametrize(
    ("name", "apology"), [(name, one) for name, many in APOLOGIES.items() for one in many]
)
def test_fetch__error_with_http_200__no_result(name: str, apology: bytes) -> None:
    result = _fetch(name, lambda _: httpx.Response(200, content=apology))
    assert isinstance(result, Refusal)


@pytest.mark.parametrize("name", FEEDS)
def test_fetch__result_with_http_404__no_result(name: str) -> None:
    result = _fetch(name, lambda _: httpx.Response(404, content=FEEDS[name][2]))
    assert isinstance(result, Refusal)
    missing = name in ("betfair", "cricsheet")  # a file that comes later: nobody has lost anything
    assert (result.why, result.is_loss) == (
        Why.REPORT_MISSING if missing else Why.HTTP_STATUS,
        not missing,
    )


@pytest.mark.parametrize("name", FEEDS)
def test_fetch__result__the_winner_and_no_key_in_the_evidence(name: str) -> None:
    feed, asked, content = FEEDS[name]

    async def run() -> Any:
        transport = httpx.MockTransport(lambda _: httpx.Response(200, content=content + b" "))
        async with httpx.AsyncClient(transport=transport) as client:
            return await feed.fetch(Web(client), asked)

    answer = asyncio.run(run())
    assert isinstance(answer.result, MatchState)
    assert answer.result.winner is (Winner.SECOND if name == "betfair" else Winner.FIRST)
    assert answer.source.name == name
    assert all(KEY.get_secret_value() not in page.path for page in answer.pages)


def test_fetch__api_football__the_key_goes_into_the_header_alone() -> None:
    asked: list[httpx.Request] = []

    def serve(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, content=FEEDS["apifootball"][2])

    _fetch("apifootball", serve)
    assert asked[0].headers["x-apisports-key"] == "secret-key"
    assert "secret-key" not in str(asked[0].url)


@needs_real_data
def test_parse_fixture__real_error_shapes__refused() -> None:
    shapes = json.loads((REAL / "api/exchange/sports_data/api_football_error_shapes.json").read_text())
    assert len(shapes) == 4
    assert all(isinstance(parse_fixture(body(shape), FEEDS["apifootball"][1]), Refusal) for shape in shapes)


@pytest.mark.parametrize(
    ("names", "sides"),
    [
        ((FIRST, SECOND), (0, 1)),
        ((" mill town", "HARBOUR LIGHTS"), (1, 0)),
        ((FIRST, FIRST), None),
        ((FIRST,), None),
    ],
)
def test_sides_of__names_as_the_feed_writes_them__our_order(
    names: tuple[str, ...], sides: tuple[int, int] | None
) -> None:
    found = sides_of(names, wanted("77"))
    assert found == sides if sides else isinstance(found, Refusal)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2026-10-14T12:00:00Z", 1_791_979_200),
        ("2026-10-14T14:00:00+02:00", 1_791_979_200),
        ("2026-10-14T12:00:00", None),
        ("9999-12-31T00:00:00Z", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_utc_seconds__iso_text__only_with_its_zone(text: str | None, seconds: int | None) -> None:
    assert utc_seconds(text) == seconds


def _fetch(name: str, serve: Callable[[httpx.Request], httpx.Response]) -> MatchState | Refusal:
    feed, asked, _ = FEEDS[name]

    async def run() -> MatchState | Refusal:
        async with httpx.AsyncClient(transport=httpx.MockTransport(serve)) as client:
            return (await feed.fetch(Web(client), asked)).result

    return asyncio.run(run())
