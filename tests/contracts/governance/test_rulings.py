"""Disputes by command: rulings of the DAO and of the multisig, the veto, challenges; each refusal in one sentence."""

from pathlib import Path

import pytest

from scripts.governance import rulings
from scripts.governance.errors import GovernanceRefused
from scripts.governance.rulings import Ruling
from tests.contracts.deployed import Chain
from tests.contracts.governance.offices import DAY, HOUR, carried, chamber, run
from tests.contracts.resolution.desk import CHALLENGER, NOT_BEFORE, OUTSIDER, PROPOSER, Desk, Question, Report

HASH = b"\x22" * 32
RULING = Ruling(645_00000000, HASH, "evidence/ruling.json")


@pytest.fixture
def disputed(chain: Chain) -> Question:
    """A question that has been in dispute since the latest block."""
    desk = Desk(chain)
    question = desk.stock()
    desk.fund(CHALLENGER)
    desk.disputed(question)
    return question


def test_rule__dispute__is_proposed_voted_and_filed(chain: Chain, disputed: Question, tmp_path: Path) -> None:
    evidence = tmp_path / "evidence.json"
    evidence.write_text("{}")
    question = "0x" + disputed.id.hex()
    words = ("645.00", "--evidence", str(evidence), "--uri", "ipfs://x", "--why", "The exchange's own close")
    run(chain, "rule", question, *words)
    run(chain, "execute", carried(chain), who=OUTSIDER)
    ruling = chain.contract("Resolution").read("rulingOf", disputed.id)
    assert (ruling["byDao"], ruling["effectiveAt"]) == (True, chain.now() + DAY)
    run(chain, "veto", question)
    with pytest.raises(GovernanceRefused, match="no ruling under notice"):
        run(chain, "veto", question)


def test_rule__time_is_over__is_refused_to_each_in_turn(chain: Chain, disputed: Question) -> None:
    here, began = chamber(chain), chain.now()
    with pytest.raises(GovernanceRefused, match="The DAO may still rule until"):
        rulings.fallback(here, disputed.id, RULING)
    with pytest.raises(GovernanceRefused, match=r"Resolution\.rule would fail"):
        rulings.rule(here, disputed.id, Ruling(-1, HASH, "x"))
    assert rulings.safe_margin(here, disputed.id) == 13 * HOUR - 1
    chain.mine_at(began + 19 * HOUR)
    with pytest.raises(GovernanceRefused, match="Too late for the DAO: a vote takes 25 h 0 min"):
        rulings.rule(here, disputed.id, RULING)
    chain.mine_at(began + 44 * HOUR + 1)
    assert rulings.fallback(here, disputed.id, RULING)
    chain.mine_at(began + 48 * HOUR + 1)
    with pytest.raises(GovernanceRefused, match="The multisig's time ended"):
        rulings.fallback(here, disputed.id, RULING)


def test_fallback__owners_sign_while_the_dao_may_rule__file_works_in_its_hours_only(
    chain: Chain, disputed: Question, tmp_path: Path
) -> None:
    began, file = chain.now(), tmp_path / "rule.json"
    words = (
        "fallback",
        "0x" + disputed.id.hex(),
        "645",
        "--evidence",
        "0x" + HASH.hex(),
        "--uri",
        "ipfs://x",
    )
    with pytest.raises(GovernanceRefused, match="The DAO may still rule until"):
        run(chain, *words)
    run(chain, *words, out=file)
    with pytest.raises(
        GovernanceRefused, match=r"Resolution\.fallbackRule would fail: Too early: allowed from"
    ):
        run(chain, "load", str(file))
    chain.mine_at(began + 44 * HOUR + 1)
    run(chain, "load", str(file))
    ruling = chain.contract("Resolution").read("rulingOf", disputed.id)
    assert (ruling["ruler"], ruling["byDao"]) == (chain.holder("safe"), False)


def test_veto__ruling_of_the_multisig__is_refused(chain: Chain, disputed: Question) -> None:
    chain.mine_at(chain.now() + 44 * HOUR + 1)
    question = "0x" + disputed.id.hex()
    run(chain, "fallback", question, "645", "--evidence", "0x" + HASH.hex(), "--uri", "ipfs://x")
    with pytest.raises(GovernanceRefused, match="Only a ruling of the DAO can be vetoed"):
        run(chain, "veto", question)


def test_challenge__answer__takes_the_bond_or_says_what_is_missing(chain: Chain) -> None:
    desk = Desk(chain)
    question = desk.stock()
    desk.fund(CHALLENGER)
    desk.fund(PROPOSER)
    desk.propose(Report(question), question.at + NOT_BEFORE)
    words = ("challenge", "0x" + question.id.hex(), "700", "--uri", "why")
    with pytest.raises(GovernanceRefused, match=r"The bond is 100\.000000 USDC of Escrow credit"):
        run(chain, *words, who=OUTSIDER)
    run(chain, *words, who=CHALLENGER)
    with pytest.raises(GovernanceRefused, match="this question is challenged"):
        run(chain, *words, who=CHALLENGER)
    with pytest.raises(GovernanceRefused, match="Only a dispute can be ruled on"):
        rulings.rule(chamber(chain), question.id, RULING)
