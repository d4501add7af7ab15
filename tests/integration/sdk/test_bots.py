"""The worked example of docs/bots.md, word for word, and the commands it shows."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

from mutuel.sdk import Mutuel, usdc
from tests.integration.sdk.stand import Stand

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "bots.md").read_text()
SECONDS = 60


def example() -> dict[str, Any]:
    [code] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(code, "docs/bots.md", "exec"), names)
    return names


def run(stand: Stand, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from mutuel.cli import app; app()", *words]
    return subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | stand.environment(),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


def test_example__two_open_markets__bets_on_both_and_collects_what_it_won(stand: Stand) -> None:
    bot = example()
    with Mutuel.open(stand.settings) as mutuel:
        placed = bot["bet_on_everything"](mutuel)
        assert placed == [stand.second[0], stand.first[0]]
        stand.house.settle(*stand.first, 15_000)  # the longest odds were on the range that wins
        due = mutuel.claimable(stand.first[0])
        assert bot["collect"](mutuel, placed) == due > usdc("2")
    assert stand.balance() == usdc("96") + due


def test_commands__list_bet_and_refusal__as_json(stand: Stand) -> None:
    listed = json.loads(run(stand, "markets", "--open", "--json").stdout)
    assert [one["marketId"] for one in listed] == [str(stand.second[0]), str(stand.first[0])]
    assert [outcome["name"] for outcome in listed[0]["outcomes"]] == ["A", "B", "C", "D", "E"]
    placed = json.loads(run(stand, "bet", str(stand.first[0]), "2", "12.5", "--json").stdout)
    assert (placed["stake"], placed["poolAfter"]) == ("12.500000", "292.500000")
    assert (placed["outcome"], placed["name"]) == (2, "C")
    refused = run(stand, "claim", str(stand.first[0]), "--json")
    told = json.loads(refused.stderr.splitlines()[-1])
    assert refused.returncode == 1
    assert (told["error"], told["moved"]) == ("NotSettled", "no")


def test_commands__outcome_by_its_letter__as_the_page_and_the_list_name_it(stand: Stand) -> None:
    shown = run(stand, "market", str(stand.first[0])).stdout
    assert re.search(r"^  2  C, \$[\d,.]+ – \$[\d,.]+ ", shown, re.MULTILINE), shown
    placed = run(stand, "bet", str(stand.first[0]), "c", "1")
    assert placed.stdout.startswith("1.000000 USDC on C, $"), placed
    with Mutuel.open(stand.settings) as mutuel:
        assert mutuel.market(stand.first[0]).outcomes[2].stake == usdc("161")


def test_commands__outcome_that_is_not_there__names_those_that_are(stand: Stand) -> None:
    refused = run(stand, "bet", str(stand.first[0]), "F", "1")
    assert refused.returncode == 1
    assert "it has A, B, C, D, E, or by number 0 to 4. No money moved." in refused.stderr


def test_commands__bad_amount__is_one_plain_sentence(stand: Stand) -> None:
    refused = run(stand, "bet", str(stand.first[0]), "2", "a lot")
    assert refused.returncode == 1
    assert "No money moved." in refused.stderr
    assert "Traceback" not in refused.stderr


def test_verify__market_of_an_operator_without_evidence__proof_needs_none(stand: Stand) -> None:
    stand.house.settle(*stand.first, 15_000)
    done = run(stand, "verify", str(stand.first[0]))
    assert done.stdout.splitlines()[-1].startswith("Nothing differs: this market"), done.stdout
    assert "Winner: outcome B (1), from the price $15,000.00." in done.stdout
    assert done.returncode == 0


def test_verify__no_such_market__could_not_check(stand: Stand) -> None:
    done = run(stand, "verify", "5", "--json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["verdict"] == "unchecked"
