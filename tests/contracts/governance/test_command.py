"""The command line itself, on a node: who sends, what it prints, and how it refuses."""

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

import pytest
from ape.exceptions import ApeException
from web3.exceptions import BadResponseFormat

from mutuel.chain.sender import Sender
from mutuel.errors import TransactionLost
from scripts.deploy.chain import Builder
from scripts.governance import batch
from scripts.governance.__main__ import main, parser
from scripts.governance.errors import GovernanceRefused
from scripts.governance.signer import ApeSigner, Nobody, local_owners
from tests.contracts.deployed import Chain
from tests.contracts.governance.offices import FIRST, SECOND, chamber

Command = Callable[..., int]


def commands() -> dict[str, ArgumentParser]:
    """Each command's own parser; argparse tells of them nowhere else than among the actions."""
    made = parser()._actions[-1].choices
    assert isinstance(made, dict)
    return made


@pytest.fixture
def command(chain: Chain, builder: Builder, tmp_path: Path) -> Command:
    """Runs a command line on the deployed house; the exit code."""
    book = tmp_path / "book.json"
    book.write_text(json.dumps(dict(chain.book.raw)))
    return lambda *words: main(["--rpc", builder.provider.http_uri, "--book", str(book), *words])


def test_main__status_without_an_account__is_shown(
    command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("status") == 0
    assert "0 acts wait in the timelock." in capsys.readouterr().out


def test_main__change_by_a_voter__is_proposed(
    chain: Chain, command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command("--account", "1", "change", "Escrow.setTvlCap", "5000000", "--why", "Slow") == 0
    assert "Escrow.tvlCap: no cap -> 5.000000 USDC" in capsys.readouterr().out
    made = chamber(chain).events("MutuelGovernor", "ProposalCreated")
    assert [event.args["proposer"] for event in made] == [FIRST]


def test_main__pause_into_a_file_then_loaded__is_executed(
    chain: Chain, command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "pause.json"
    assert command("--out", str(file), "pause", "ParimutuelEngine") == 0
    assert len(batch.calls_of(chamber(chain), json.loads(file.read_text()))) == 1
    assert command("--account", "1", "--owners", "24,25,26", "load", str(file)) == 0
    engine = chain.contract("Escrow").read("engineOf", chain.book.address("ParimutuelEngine"))
    assert engine["pausedUntil"] > chain.now()


def test_main__who_sends_said_after_the_command__counts_as_before_it(
    chain: Chain, command: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As docs/operations.md writes them."""
    file = tmp_path / "pause.json"
    assert command("pause", "ParimutuelEngine", "--out", str(file)) == 0
    assert f"[ParimutuelEngine])\nWritten to {file}" in capsys.readouterr().out
    assert command("--account", "1", "load", str(file), "--owners", "24,25,26", "--dry-run") == 0
    engine = chain.contract("Escrow").read("engineOf", chain.book.address("ParimutuelEngine"))
    assert engine["pausedUntil"] == 0


def test_main__book_named_by_the_environment__is_the_one(
    chain: Chain,
    builder: Builder,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = tmp_path / "elsewhere.json"
    book.write_text(json.dumps(dict(chain.book.raw)))
    monkeypatch.setenv("MUTUEL_DEPLOYMENT", str(book))
    assert main(["--rpc", builder.provider.http_uri, "status"]) == 0
    assert "0 proposals are under way." in capsys.readouterr().out


def test_main__rehearsal__tells_of_no_vote(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("change", "Escrow.setTvlCap", "5000000", "--why", "Slow", "--account", "1", "--dry-run")
    assert command(*words) == 0
    assert capsys.readouterr().out.endswith("this was a rehearsal, and it would succeed.\n")


@pytest.mark.parametrize(
    "reason",
    [
        TransactionLost("In no block yet.", "0x12"),
        ApeException("In no block yet."),
        ConnectionError("In no block yet."),
        BadResponseFormat("In no block yet."),
    ],
    ids=lambda reason: type(reason).__name__,
)
def test_main__node_lost_on_the_way__is_not_called_a_refusal(
    reason: Exception, command: Command, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*_: object) -> None:
        raise reason

    monkeypatch.setattr(Sender, "send", lost)
    assert command("--account", "1", "delegate", SECOND) == 1
    said = capsys.readouterr().err
    assert said == (
        "MutuelVotes.delegate may have been sent: In no block yet. Look with `status` before you send it again.\n"
    )


@pytest.mark.parametrize("words", [["frobnicate"], ["vote", "3", "yes"], ["pay"], ["status", "--frobnicate"]])
def test_main__words_that_nothing_understands__are_one_line(
    command: Command, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        command(*words)
    said = capsys.readouterr().err
    assert (ended.value.code, len(said.splitlines())) == (2, 1)
    assert "Nothing was sent" in said


@pytest.mark.parametrize("name", commands())
def test_main__help_after_any_command__says_what_each_word_means(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: python -m scripts.governance {name}")
    assert [action.dest for action in commands()[name]._actions if not action.help] == []


REFUSED: dict[str, tuple[list[str], str]] = {
    "no_account": (["change", "Escrow.setTvlCap", "1", "--why", "x"], "Refused: Say who sends: --account."),
    "no_number": (["--account", "alice", "status"], "Refused: On a local chain name a development account"),
    "no_such_number": (["--account", "9" * 12, "status"], "Refused: On a local chain name a development"),
    "owner_thrice": (
        ["pause", "ParimutuelEngine", "--account", "1", "--owners", "24,24,24"],
        "Refused: The Safe wants 3 owners' signatures, 1 are at hand.",
    ),
    "no_owners": (
        ["load", "pyproject.toml"],
        "Refused: Only on a local chain, with --owners, a file is executed here",
    ),
    "no_share": (
        ["cover", "7", FIRST, "--evidence", "0x" + "11" * 32, "--why", "x"],
        f"Refused: {FIRST} must say who gets how much: ACCOUNT=USDC.",
    ),
    "unknown_question": (
        ["challenge", "0x" + "11" * 32, "645", "--uri", "x", "--account", "1"],
        "Refused: Only a proposed answer can be challenged; this question is not answered, or none at all.",
    ),
    "no_question": (["veto", "0x12"], "Refused: 0x12 is not 32 bytes in hexadecimal."),
    "no_engine": (["pause", "Casino"], "Refused: The address book of local does not name Casino."),
    "no_engine_of_escrow": (["pause", "Treasury"], "Refused: Escrow.pause would fail"),
    "no_file": (
        ["load", "nowhere.json", "--owners", "24,25,26"],
        "Refused: nowhere.json: No such file or directory.",
    ),
    "no_money": (["pay", FIRST, "a lot", "--why", "x"], "Refused: "),
    "no_evidence": (
        ["cover", "7", f"{FIRST}=3", "--evidence", "nowhere", "--why", "x"],
        "Refused: nowhere: No such file or directory.",
    ),
}


@pytest.mark.parametrize(("words", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_main__cannot_be__is_one_sentence_and_exit_code_1(
    command: Command, capsys: pytest.CaptureFixture[str], words: list[str], sentence: str
) -> None:
    assert command(*words) == 1
    shown = capsys.readouterr().err
    assert shown.startswith(sentence)
    assert shown.endswith(" Nothing was sent.\n")
    assert len(shown.splitlines()) == 1


def test_ape_signer__call__is_sent_by_ape_s_account(chain: Chain, builder: Builder) -> None:
    signer = ApeSigner(builder)
    signer.send(chain.contract("MutuelVotes").prepare("delegate", FIRST))
    assert chain.contract("MutuelVotes").read("delegates", signer.address) == FIRST


def test_nobody__sends__is_refused(chain: Chain) -> None:
    with pytest.raises(GovernanceRefused, match=r"Say who sends MutuelVotes\.delegate"):
        Nobody().send(chain.contract("MutuelVotes").prepare("delegate", FIRST))


def test_local_owners__public_network__is_refused() -> None:
    with pytest.raises(GovernanceRefused, match=r"Owners sign at app\.safe\.global"):
        local_owners("base", "24,25,26")
