import pytest

from mutuel.text import printable, shortened

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
