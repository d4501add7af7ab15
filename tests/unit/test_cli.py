"""Whatever is typed gets an answer for people: what is wrong, that nothing was done, what to do next."""

import json
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import Mock

import pytest
import structlog

from mutuel import cli
from mutuel.errors import NodeUnavailable
from mutuel.sdk.house import Mutuel
from mutuel.sdk.records import Step

MARKET = "562949958729472"


class Typed:
    """A command line; answers with exit code and standard error."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch, self._capsys = monkeypatch, capsys

    def __call__(self, *words: str, **settings: str) -> tuple[int, str]:
        for name, value in settings.items():
            self._monkeypatch.setenv(f"MUTUEL_{name}", value)
        self._monkeypatch.setattr("sys.argv", ["mutuel", *words])
        with pytest.raises(SystemExit) as ended:
            cli.app()
        assert isinstance(ended.value.code, int)
        return ended.value.code, self._capsys.readouterr().err


@pytest.fixture
def typed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Iterator[Typed]:
    monkeypatch.chdir(tmp_path)  # no address book, no .env
    yield Typed(monkeypatch, capsys)
    structlog.reset_defaults()  # a service's log would go on into this test's closed standard error


MISUSED = {
    "no_command": (["nonsense"], "No such command 'nonsense'. Nothing was done. `mutuel --help` says"),
    "no_number": (["market", "abc"], "Nothing was done. `mutuel market --help` says what it takes."),
    "too_few": (["bet", MARKET, "1"], "Missing argument 'amount'. Nothing was done."),
    "too_many": (["settle", MARKET, "now"], "Nothing was done. `mutuel settle --help` says what it takes."),
    "out_of_range": (["markets", "--limit", "500"], "Nothing was done."),
    "service": (
        ["oracle", "nonsense"],
        "No such command 'nonsense'. Nothing was done. `mutuel oracle --help`",
    ),
}


@pytest.mark.parametrize(("words", "sentence"), MISUSED.values(), ids=MISUSED.keys())
def test_app__words_that_nothing_understands__is_one_line_and_2(
    typed: Typed, words: list[str], sentence: str
) -> None:
    code, said = typed(*words)
    assert (code, len(said.splitlines())) == (cli.MISUSED, 1)
    assert sentence in said


def test_app__misused_with_json__is_the_refusal_that_bots_know(typed: Typed) -> None:
    code, said = typed("bet", MARKET, "1", "--json")
    assert code == cli.MISUSED
    assert json.loads(said) == {
        "error": "misused",
        "what": "Missing argument 'amount'.",
        "moved": "no",
        "next": "`mutuel bet --help` says what it takes.",
    }


REFUSED = {
    "no_book": (["bet", MARKET, "1", "5"], {}, "No address book at deployments/local.json"),
    "setting": (["markets"], {"RPC_TIMEOUT": "soon"}, "MUTUEL_RPC_TIMEOUT: Input should be a valid number"),
    "list": (
        ["oracle", "due"],
        {"TEMPLATES": "AAPL-WEEK"},
        "settingsInvalid: Lists and maps are written as JSON",
    ),
    "service": (["indexer", "status"], {}, "deploymentInvalid: No address book"),
}


@pytest.mark.parametrize(("words", "settings", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_app__cannot_begin__is_one_line_and_1(
    typed: Typed, words: list[str], settings: dict[str, str], sentence: str
) -> None:
    code, said = typed(*words, **settings)
    assert (code, len(said.splitlines())) == (1, 1)
    assert said.startswith(sentence)


def test_bet__negative_amount__is_an_amount_and_no_option(typed: Typed) -> None:
    code, said = typed("bet", MARKET, "1", "-5", "--json")
    assert (code, json.loads(said)["error"]) == (1, "deploymentInvalid")  # the words were understood


def test_verify__wrong_setting__is_unchecked_and_no_difference(typed: Typed) -> None:
    code, said = typed("verify", MARKET, RPC_TIMEOUT="soon")
    assert (code, said) == (
        2,
        "Nothing could be checked: MUTUEL_RPC_TIMEOUT: Input should be a valid number, unable to parse string as a "
        "number.\n",
    )


def test_verify__no_database_s_address__is_one_line(typed: Typed) -> None:
    code, said = typed("verify", MARKET, DATABASE_URL="nonsense")
    assert (code, len(said.splitlines())) == (2, 1)


def test_app__fault_of_ours__is_no_answer_and_says_that_something_may_have_been_sent(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(cli, "_commands", lambda _: int("no number"))
    code, _ = typed("markets")
    assert code == cli.BROKEN
    assert "Something may have been sent" in caplog.text
    assert "ValueError" in caplog.text


def test_settle__node_lost_after_its_steps__tells_them_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = Mock()
    lost.settle.return_value = [Step("ParimutuelEngine.settle", "0xabc", 7)]
    lost.market.side_effect = NodeUnavailable("gone")
    monkeypatch.setattr(Mutuel, "open", lambda: nullcontext(lost))
    monkeypatch.setattr("sys.argv", ["mutuel", "settle", MARKET])
    with pytest.raises(SystemExit) as ended:
        cli.app()
    told = capsys.readouterr().out
    assert not ended.value.code
    assert "ParimutuelEngine.settle in block 7, transaction 0xabc" in told
    assert f"The node is lost; `mutuel market {MARKET}` shows the rest." in told
