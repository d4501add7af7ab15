"""Four disputes to their end, by one run of the demo: the real Governor and Safe, the keeper, and everybody's money.

Who is refused what before their time, and after, is in tests/contracts/governance/test_scripts.py.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from mutuel.domain.market import State, VoidReason
from mutuel.domain.ranges import index_of
from mutuel.domain.resolution.decide import DisputeReason
from mutuel.domain.resolution.question import VoidCause
from scripts.demo.disputes import Ending
from scripts.demo.plans import synthetic_disputes
from scripts.demo.scenes import CAST
from tests.integration.demo.played import ROOT, Played, assert_adds_up, play, rows

HOUR, DAY = 3_600, 86_400
SOON = 900
"""Seconds within which the keeper does what has become due, on the demo's clock."""
TEMPLATES = list(tomllib.loads((ROOT / "config" / "products.toml").read_text())["templates"])
PLAN = synthetic_disputes()


@dataclass(frozen=True)
class Story:
    """One of the four: the market as SQL has it, and what happened to its question, in order, with the times."""

    market: Mapping[str, Any]
    events: list[tuple[str, Mapping[str, Any], int]]

    @property
    def names(self) -> list[str]:
        return [name for name, _, _ in self.events]

    @property
    def began(self) -> int:
        return self.at("Disputed")

    def args(self, name: str) -> Mapping[str, Any]:
        return next(args for told, args, _ in self.events if told == name)

    def at(self, name: str) -> int:
        return next(at for told, _, at in self.events if told == name)


@dataclass(frozen=True)
class Disputes:
    folder: Path
    played: Played

    def story(self, ending: Ending) -> Story:
        template = next(name for name, wanted in CAST.items() if wanted is ending)
        columns = "market_id", "question_id", "state", "value", "winner", "void_reason", "edges"
        query = f"SELECT {', '.join(columns)} FROM mirror_market WHERE template_id = ? AND observe_at = ?"
        [row] = rows(self.folder, PLAN.name, query, TEMPLATES.index(template) + 1, PLAN.end)
        market = dict(zip(columns, row, strict=True))
        query = (
            "SELECT name, args, timestamp FROM mirror_event WHERE about = ? ORDER BY block_number, log_index"
        )
        told = rows(self.folder, PLAN.name, query, market["question_id"])
        return Story(market, [(name, json.loads(args), at) for name, args, at in told])

    def book(self, name: str) -> str:
        read = json.loads((self.folder / PLAN.name / "deployment.json").read_text())
        return str(read["contracts"][name])

    def sums(self, table: str, column: str, market: Mapping[str, Any]) -> dict[str, int]:
        """By account, of one market."""
        query = f"SELECT account, SUM({column}) FROM {table} WHERE market_id = ? GROUP BY account"
        return dict(rows(self.folder, PLAN.name, query, market["market_id"]))


@pytest.fixture(scope="module")
def disputes(tmp_path_factory: pytest.TempPathFactory) -> Disputes:
    folder = tmp_path_factory.mktemp("disputes")
    return Disputes(folder, play("disputes", folder))


def assert_opened_by_itself(story: Story) -> None:
    """By the report alone, 80 minutes after the close, for more than half a per cent; nobody put up a bond."""
    assert story.names[:2] == ["Proposed", "Disputed"]
    assert int(story.args("Disputed")["reason"]) == DisputeReason.SPREAD
    low, high = (int(story.args("Proposed")[name]) for name in ("min", "max"))
    assert 50 < (high - low) * 10_000 // low <= 61
    assert PLAN.end + 4_800 <= story.began < PLAN.end + 4_800 + SOON
    assert not {"Challenged", "BondPaid"} & set(story.names)


def assert_refunded(disputes: Disputes, story: Story) -> None:
    market = story.market
    assert (market["state"], market["void_reason"]) == (State.VOID, VoidReason.QUESTION)
    staked = disputes.sums("mirror_bet", "stake", market)
    assert len(staked) >= 5
    assert disputes.sums("mirror_claim", "amount", market) == staked


def assert_paid(disputes: Disputes, story: Story) -> None:
    """By the ruled value: only who staked on the range that it names, and all but breakage of the whole pool."""
    market = story.market
    ruled = int(story.args("Ruled")["value"])
    edges = [int(edge) for edge in json.loads(market["edges"])]
    assert (market["state"], market["value"], market["winner"]) == (
        State.SETTLED,
        ruled,
        index_of(ruled, edges),
    )
    query = "SELECT DISTINCT account FROM mirror_bet WHERE market_id = ? AND outcome = ?"
    winners = rows(disputes.folder, PLAN.name, query, market["market_id"], market["winner"])
    paid = disputes.sums("mirror_claim", "amount", market)
    assert set(paid) == {account for (account,) in winners}
    staked = sum(disputes.sums("mirror_bet", "stake", market).values())
    assert 0 <= staked - sum(paid.values()) < len(paid)


def test_disputes__all_four__nothing_is_left_over_and_a_stranger_finds_no_fault(disputes: Disputes) -> None:
    result = disputes.played.result
    assert_adds_up(result)
    assert {CAST[name]: state for name, state in result["disputes"].items()} == {
        Ending.RULED: "FINAL",
        Ending.STOOD_IN: "FINAL",
        Ending.SILENT: "VOID",
        Ending.VETOED: "VOID",
    }
    assert result["seconds"] > 0
    for name in CAST:
        assert any(line.startswith(f"dispute  {name}: opened by itself") for line in disputes.played.said)


def test_disputes__dao_rules__settles_on_its_evidence_24_hours_later(disputes: Disputes) -> None:
    story = disputes.story(Ending.RULED)
    assert_opened_by_itself(story)
    assert story.names[2:] == ["Ruled", "Finalised"]
    ruling, reported = story.args("Ruled"), story.args("Proposed")
    assert ruling["ruler"] == disputes.book("MutuelGovernor")
    assert (ruling["value"], ruling["evidenceHash"]) == (reported["value"], reported["evidenceRoot"])
    assert int(reported["evidenceRoot"], 16) != 0
    assert story.began + 26 * HOUR <= story.at("Ruled") < story.began + 26 * HOUR + SOON
    assert int(ruling["effectiveAt"]) == story.at("Ruled") + DAY
    assert 0 <= story.at("Finalised") - int(ruling["effectiveAt"]) < SOON
    assert_paid(disputes, story)


def test_disputes__dao_silent__multisig_rules_in_its_four_hours(disputes: Disputes) -> None:
    story = disputes.story(Ending.STOOD_IN)
    assert_opened_by_itself(story)
    assert story.names[2:] == ["Ruled", "Finalised"]
    assert story.args("Ruled")["ruler"] == disputes.book("Safe")
    assert 44 * HOUR < story.at("Ruled") - story.began <= 48 * HOUR
    assert 0 <= story.at("Finalised") - story.at("Ruled") - DAY < SOON
    assert_paid(disputes, story)


def test_disputes__everybody_silent__void_after_48_hours_and_all_refunded(disputes: Disputes) -> None:
    story = disputes.story(Ending.SILENT)
    assert_opened_by_itself(story)
    assert story.names[2:] == ["Voided"]
    assert int(story.args("Voided")["reason"]) == VoidCause.NO_RULING
    assert 0 < story.at("Voided") - story.began - 48 * HOUR < SOON
    assert_refunded(disputes, story)


def test_disputes__multisig_vetoes_the_dao__void_and_all_refunded(disputes: Disputes) -> None:
    story = disputes.story(Ending.VETOED)
    assert_opened_by_itself(story)
    assert story.names[2:] == ["Ruled", "Vetoed", "Voided"]
    assert story.args("Ruled")["ruler"] == disputes.book("MutuelGovernor")
    assert story.at("Vetoed") < int(story.args("Ruled")["effectiveAt"])
    assert int(story.args("Voided")["reason"]) == VoidCause.VETOED
    assert_refunded(disputes, story)
