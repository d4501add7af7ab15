"""Four disputes to their end, with the real Governor, Timelock and Safe, the keeper, and everybody's money."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mutuel.chain.client import Client
from mutuel.domain.market import State
from mutuel.domain.ranges import index_of
from mutuel.domain.resolution.table import QuestionState
from scripts.demo.disputes import Ending
from scripts.governance import rulings
from scripts.governance.errors import GovernanceRefused
from tests.integration.oracle.house import furnished
from tests.integration.oracle.parliament import MARKET, Parliament

BEFORE = 1_000  # USDC of every bettor
STAKE = 100


@pytest.fixture
def parliament(chain: tuple[str, Path], tmp_path: Path) -> Iterator[Parliament]:
    """A house with one stock's week in dispute; whatever a test does is undone."""
    url, book = chain
    with Client(url) as client:
        snapshot = client.request("evm_snapshot")
        with furnished(url, book, tmp_path, templates=("AAPL-WEEK",)) as house:
            yield Parliament.in_dispute(house)
        client.request("evm_revert", snapshot)


def test_sources_06_percent_apart__dao_rules__settles_on_the_ruling_24_hours_later(
    parliament: Parliament,
) -> None:
    house, dispute = parliament.house, parliament.dispute
    state, reported, low, high, *_ = house.observation(MARKET)
    assert state == QuestionState.DISPUTED
    assert 50 < (high - low) * 10_000 // low <= 61
    assert dispute.ruling.evidence != bytes(32)

    parliament.play(Ending.RULED)

    assert house.observation(MARKET)[:2] == [QuestionState.FINAL, reported]
    market = house.market(MARKET)
    assert (market["state"], market["winner"]) == (State.SETTLED, index_of(reported, market["edges"]))
    assert parliament.hours == pytest.approx(1 + 1 + 24 + 24, abs=0.1)
    wallets = parliament.pay_out()
    assert wallets == [BEFORE - STAKE + 5 * STAKE * (n == market["winner"]) for n in range(5)]
    house.assert_honest(MARKET)
    assert "it is within what the sources had said" in "\n".join(house.verified(MARKET).lines())


def test_dao_silent__multisig__rules_only_in_its_four_hours(parliament: Parliament) -> None:
    house, dispute, chamber = parliament.house, parliament.dispute, parliament.government.chamber
    house.work_until(dispute.began + 44 * 3_600)
    with pytest.raises(GovernanceRefused, match="The DAO may still rule"):
        rulings.fallback(chamber, dispute.question, dispute.ruling)

    parliament.play(Ending.STOOD_IN)

    assert house.observation(MARKET)[:2] == [QuestionState.FINAL, dispute.ruling.value]
    assert chamber.contract("Resolution").read("rulingOf", dispute.question)["ruler"] == chamber.book.address(
        "Safe"
    )
    assert 68 < parliament.hours < 69
    assert sum(parliament.pay_out()) == 5 * BEFORE
    house.assert_honest(MARKET)


def test_everybody_silent__void_after_48_hours__all_refunded(parliament: Parliament) -> None:
    parliament.play(Ending.SILENT)
    _assert_refunded(parliament)
    assert parliament.hours == pytest.approx(48, abs=0.1)


def test_dao_rules__multisig_vetoes__void_and_all_refunded(parliament: Parliament) -> None:
    parliament.play(Ending.VETOED)
    _assert_refunded(parliament)
    with pytest.raises(GovernanceRefused, match="Only a dispute can be ruled on"):
        rulings.rule(parliament.government.chamber, parliament.dispute.question, parliament.dispute.ruling)


def _assert_refunded(parliament: Parliament) -> None:
    market = parliament.house.market(MARKET)
    assert parliament.house.observation(MARKET)[0] == QuestionState.VOID
    assert market["state"] == State.VOID
    assert parliament.pay_out() == [BEFORE] * 5
    parliament.house.assert_honest(MARKET)
