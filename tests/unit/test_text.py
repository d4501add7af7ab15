import pytest

from mutuel.text import counted, minute, moment, printable, shortened, without_url

HOSTILE = {
    "escape": ("ok\x1b[2J\x1b[1;1H", "ok\\x1b[2J\\x1b[1;1H"),
    "second_line": ("no\nNothing differs.", "no\\nNothing differs."),
    "carriage_return": ("DIFFERS\rok     ", "DIFFERS\\rok     "),
    "reversed": ("\u202eetov", "\\u202eetov"),
    "half_a_character": ("\ud800", "\\ud800"),
}


@pytest.mark.parametrize(("text", "shown"), HOSTILE.values(), ids=HOSTILE.keys())
def test_printable__what_a_terminal_obeys__is_spelt_out(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_printable__words_of_any_language__stay() -> None:
    assert printable("Größe 12 € 東京") == "Größe 12 € 東京"


def test_shortened__longer_than_allowed__is_no_address_any_more() -> None:
    assert shortened("https://a.example/abc", 18) == "https://a.example/ …"
    assert shortened("https://a.example", 18) == "https://a.example"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (0, "1970-01-01 00:00:00 UTC"),
        (1_791_919_800, "2026-10-13 19:30:00 UTC"),
        (2**255, f"{2**255} (UTC seconds)"),
    ],
)
def test_moment__number_that_a_contract_holds__is_said_and_never_fails(at: int, said: str) -> None:
    assert moment(at) == said


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (1_791_919_800, "2026-10-13 19:30 UTC"),
        (1_791_919_859, "2026-10-13 19:30 UTC"),
        (2**255, f"{2**255} (UTC seconds)"),
    ],
)
def test_minute__any_second_of_it__is_said_without_its_seconds(at: int, said: str) -> None:
    assert minute(at) == said


QUOTED = {
    "whole": ("Failed to connect to '{}'.", "Failed to connect to 'the given URL'."),
    "in_parts": (
        "HTTPSConnectionPool(host='node.example'): url: /v2/key?token=secret (Caused by",
        "HTTPSConnectionPool(host='node.example'): url: … (Caused by",
    ),
    "path_alone": ("404 for /v2/key", "404 for …"),
    "last_part_alone": ("key key is unknown", "key key is unknown"),
    "password": ("user:pass is refused", "… is refused"),
}


@pytest.mark.parametrize(("text", "shown"), QUOTED.values(), ids=QUOTED.keys())
def test_without_url__library_quotes_the_node__its_key_is_not_shown(text: str, shown: str) -> None:
    url = "https://user:pass@node.example/v2/key?token=secret"
    assert without_url(text.replace("{}", url), url) == shown


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://node.example/v3/0123abcd", "project id 0123abcd is disabled"),
        ("https://node.example/v3/0123abcd/", "404 for url: /v3/0123abcd"),
        ("https://name:longpass@node.example", "auth failed for longpass"),
        ("https://node.example/?token=0123abcd", "0123abcd has expired"),
    ],
)
def test_without_url__key_alone__is_not_shown(url: str, text: str) -> None:
    assert "…" in without_url(text, url)
    assert not {"0123abcd", "longpass"} & set(without_url(text, url).replace("/", " ").split())


@pytest.mark.parametrize("url", ["", "http://127.0.0.1:8545", "http://127.0.0.1:8545/", "no URL [at all"])
def test_without_url__address_without_a_secret__leaves_the_words_alone(url: str) -> None:
    assert without_url("No node / nothing.", url) == "No node / nothing."


@pytest.mark.parametrize(("number", "said"), [(0, "0 bets"), (1, "1 bet"), (10_000, "10,000 bets")])
def test_counted__any_number__agrees_with_its_thing(number: int, said: str) -> None:
    assert counted(number, "bet") == said
