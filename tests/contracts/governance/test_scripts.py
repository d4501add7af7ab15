"""Each governance command does what it says, shows it before, and refuses in one sentence what would fail on chain."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from mutuel.chain.history import Event
from scripts.governance import changes, motions, payments, status, stops, waiting
from scripts.governance.chamber import Chamber
from scripts.governance.commands import _evidence
from scripts.governance.errors import GovernanceRefused
from scripts.governance.motions import State
from tests.contracts.deployed import Chain
from tests.contracts.governance.offices import (
    DAY,
    FIRST,
    HOUR,
    SECOND,
    THIRD,
    carried,
    chamber,
    newest,
    office,
    pass_time,
    run,
)
from tests.contracts.resolution.desk import (
    MINTER,
    OUTSIDER,
    USDC,
)

CAP = "5_000_000"
HASH = b"\x22" * 32


@pytest.fixture
def rich(chain: Chain) -> Chain:
    """Treasury and Insurance have 40,000 USDC each."""
    for name in ("Treasury", "Insurance"):
        usdc = chain.contract("Usdc", "LocalUsdc")
        chain.send(MINTER, usdc, "mint", chain.book.address(name), 40_000 * USDC)
    return chain


def test_change__vote_queue_wait_execute__takes_effect_with_its_difference_shown(
    chain: Chain, capsys: pytest.CaptureFixture[str]
) -> None:
    run(chain, "change", "Escrow.setTvlCap", CAP, "--why", "A slow start")
    assert "Escrow.tvlCap: no cap -> 5.000000 USDC" in capsys.readouterr().out
    proposal = carried(chain)
    run(chain, "queue", proposal, who=OUTSIDER)
    [(operation, ready_at)] = waiting.pending(chamber(chain))
    with pytest.raises(GovernanceRefused, match="must wait until"):
        run(chain, "execute", "0x" + operation.id.hex())
    assert ready_at == chain.now() + DAY
    pass_time(chain, DAY)
    run(chain, "execute", "0x" + operation.id.hex(), who=OUTSIDER)
    assert chain.contract("Escrow").read("tvlCap") == 5_000_000
    with pytest.raises(GovernanceRefused, match="executed already"):
        run(chain, "execute", "0x" + operation.id.hex())
    with pytest.raises(GovernanceRefused, match="carried out already"):
        run(chain, "queue", proposal)


def test_cancel__waiting_act__by_the_safe(chain: Chain) -> None:
    run(chain, "change", "Treasury.setDailyLimit", "7", "--why", "Less")
    run(chain, "queue", carried(chain))
    [(operation, _)] = waiting.pending(chamber(chain))
    run(chain, "cancel", "0x" + operation.id.hex(), who=OUTSIDER)
    assert waiting.pending(chamber(chain)) == []
    with pytest.raises(GovernanceRefused, match="was cancelled"):
        run(chain, "execute", "0x" + operation.id.hex())


def test_cancel__own_proposal__only_before_its_vote(chain: Chain) -> None:
    run(chain, "change", "Escrow.setTvlCap", CAP, "--why", "A mistake")
    with pytest.raises(GovernanceRefused, match="Only its proposer"):
        run(chain, "cancel", newest(chain), who=SECOND)
    run(chain, "cancel", newest(chain))
    assert motions.state(chamber(chain), int(newest(chain))) is State.CANCELED
    run(chain, "change", "Escrow.setTvlCap", CAP, "--why", "Another")
    pass_time(chain, HOUR + 1)
    with pytest.raises(GovernanceRefused, match="before its vote begins"):
        run(chain, "cancel", newest(chain))


def test_status__proposal_and_waiting_act__are_shown_in_words(
    chain: Chain, capsys: pytest.CaptureFixture[str]
) -> None:
    run(chain, "change", "Insurance.setMarketCap", "9000000", "--why", "Care")
    run(chain, "queue", carried(chain))
    run(chain, "change", "Escrow.setTvlCap", CAP, "--why", "Slow")
    capsys.readouterr()
    run(chain, "status")
    shown = capsys.readouterr().out
    assert "1 proposals are under way" in shown
    assert "Escrow.setTvlCap(cap = 5000000)" in shown
    assert "1 acts wait in the timelock" in shown
    assert "Insurance.setMarketCap(cap = 9000000)" in shown


def hidden_in_a_batch(chain: Chain) -> str:
    """An act that gives OUTSIDER every right and then sets a harmless cap has been voted into the timelock; its id."""
    here = chamber(chain)
    calls = [
        here.contract("AccessManager").prepare("grantRole", 0, OUTSIDER, 0),
        here.contract("Escrow").prepare("setTvlCap", 5),
    ]
    together = here.contract("Timelock").prepare(
        "scheduleBatch",
        [call.to for call in calls],
        [0, 0],
        [call.data for call in calls],
        HASH,
        bytes(32),
        DAY,
    )
    office(chain).propose(together, "A small cap")
    run(chain, "execute", carried(chain))
    [(act, _)] = waiting.pending(here)
    return "0x" + act.id.hex()


def test_status__act_of_several_calls__shows_each_and_is_cancelled_by_its_number(
    chain: Chain, capsys: pytest.CaptureFixture[str]
) -> None:
    act = hidden_in_a_batch(chain)
    run(chain, "status")
    shown = capsys.readouterr().out
    assert f"AccessManager.grantRole(roleId = 0, account = {OUTSIDER}" in shown
    assert "Escrow.setTvlCap(cap = 5)" in shown
    assert f"only after act 0x{HASH.hex()}" in shown
    run(chain, "cancel", act)
    assert "AccessManager.grantRole" in capsys.readouterr().out
    assert waiting.pending(chamber(chain)) == []


def test_execute__batch__makes_every_call(chain: Chain) -> None:
    here = chamber(chain)
    cap = here.contract("Escrow").prepare("setTvlCap", 5)
    inside = [cap.to], [0], [cap.data], bytes(32), bytes(32), DAY
    office(chain).propose(here.contract("Timelock").prepare("scheduleBatch", *inside), "One call, as a batch")
    run(chain, "execute", carried(chain))
    [(act, _)] = waiting.pending(here)
    pass_time(chain, DAY)
    run(chain, "execute", "0x" + act.id.hex(), who=OUTSIDER)
    assert here.contract("Escrow").read("tvlCap") == 5


def test_vote__any_proposal__shows_what_it_does_before_it_counts(
    chain: Chain, capsys: pytest.CaptureFixture[str]
) -> None:
    run(chain, "change", "Escrow.setTvlCap", CAP, "--why", "Slow")
    proposal = newest(chain)
    pass_time(chain, HOUR + 1)
    capsys.readouterr()
    run(chain, "vote", proposal, "for")
    shown = capsys.readouterr().out
    assert 0 < shown.index("Escrow.setTvlCap(cap = 5000000)") < shown.index("Done.")


def test_status__description_that_would_paint_over_the_screen__stays_one_line(
    chain: Chain, capsys: pytest.CaptureFixture[str]
) -> None:
    cap = chamber(chain).contract("Escrow").prepare("setTvlCap", 5)
    office(chain).propose(cap, "Harmless\x1b[2J\n0 proposals are under way.")
    run(chain, "status")
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert "0 proposals are under way." not in shown.splitlines()


def test_propose__the_same_by_somebody_else_first__is_refused_to_him(chain: Chain) -> None:
    here = chamber(chain)
    motion = motions.of([here.contract("Escrow").prepare("setTvlCap", 5)], motions.protected("Slow", FIRST))
    with pytest.raises(GovernanceRefused, match="would fail"):
        motions.propose(here, motion, SECOND)
    assert motions.propose(here, motion, FIRST)


class Deceived(Chamber):
    """Sees other events than there were."""

    def newest(
        self, contract: str, names: Sequence[str], wanted: Callable[[Event], bool], about: bytes | None = None
    ) -> list[Event]:
        changes = {"description": "Harmless", "data": "0x01"}
        return [
            one._replace(args={key: changes.get(key, value) for key, value in one.args.items()})
            for one in super().newest(contract, names, wanted, about)
        ]


def test_find__the_node_tells_another_story__is_refused(chain: Chain) -> None:
    run(chain, "change", "Escrow.setTvlCap", CAP, "--why", "Slow")
    proposal = int(newest(chain))
    run(chain, "queue", carried(chain))
    [(act, _)] = waiting.pending(chamber(chain))
    deceived = Deceived(chain.client, chain.book)
    with pytest.raises(GovernanceRefused, match="does not give this number"):
        motions.find(deceived, proposal)
    with pytest.raises(GovernanceRefused, match="does not give this number"):
        waiting.find(deceived, act.id)
    assert "BEWARE" in "\n".join(status.proposal(deceived, proposal, motions.told(deceived, proposal)))


def test_dry_run__any_act__sends_and_writes_nothing(chain: Chain, tmp_path: Path) -> None:
    run(chain, "change", "Escrow.setTvlCap", CAP, "--why", "Slow", dry=True)
    run(chain, "pause", "ParimutuelEngine", dry=True)
    run(chain, "pause", "ParimutuelEngine", out=tmp_path / "pause.json", dry=True)
    assert list(tmp_path.iterdir()) == []
    assert chamber(chain).events("MutuelGovernor", "ProposalCreated") == []
    assert (
        chain.contract("Escrow").read("engineOf", chain.book.address("ParimutuelEngine"))["pausedUntil"] == 0
    )


WRONG_CHANGES = {
    "unknown": (["Escrow.withdraw", "1"], "is no act of administration"),
    "immediate": (["Escrow.pause", FIRST], "is no act of administration"),
    "too_few": (["Escrow.setTvlCap"], r"takes cap \(uint64\); 0 arguments were given"),
    "not_a_number": (["Escrow.setTvlCap", "much"], r"cap \(uint64\) cannot be much"),
    "too_large": (["Escrow.setTvlCap", str(2**64)], r"cap \(uint64\) cannot be 18446744073709551616"),
    "fails": (["Escrow.registerEngine", "0x" + "00" * 20, "0", "false"], "would fail"),
    "no_receiver": (["Escrow.setFeeReceivers", "0x" + "00" * 20, FIRST], "would fail"),
    "sealed": (["Escrow.seal"], "would fail"),
}


@pytest.mark.parametrize(("words", "sentence"), WRONG_CHANGES.values(), ids=WRONG_CHANGES.keys())
def test_change__would_fail__is_refused(chain: Chain, words: list[str], sentence: str) -> None:
    with pytest.raises(GovernanceRefused, match=sentence):
        run(chain, "change", *words, "--why", "Because")


def test_administration__every_entry__is_in_the_abi_and_every_look_too() -> None:
    assert set(changes.LOOKS) <= set(changes.administration())


SHOWN = {
    "role": (
        ["AccessManager.grantRole", "2", FIRST, "0"],
        "AccessManager.hasRole(2, {who}): [False, 0] -> [True, 0]",
    ),
    "proposer": (["Timelock.revokeRole", "{proposer}", "{governor}"], ": True -> False"),
    "quorum": (["MutuelGovernor.setVotingDelay", "7200"], "MutuelGovernor.votingDelay: 3600 -> 7200"),
    "closed": (["AccessManager.setTargetClosed", "{escrow}", "true"], ": False -> True"),
    "market_cap": (
        ["Insurance.setMarketCap", "1"],
        "Insurance.marketCap: 25,000.000000 USDC -> 0.000001 USDC",
    ),
    "delay": (["Timelock.updateDelay", "172800"], "Timelock.getMinDelay: 86400 -> 172800"),
}


@pytest.mark.parametrize(("words", "line"), SHOWN.values(), ids=SHOWN.keys())
def test_change__before_and_after__are_shown(
    chain: Chain, capsys: pytest.CaptureFixture[str], words: list[str], line: str
) -> None:
    proposer = chain.contract("Timelock").read("PROPOSER_ROLE")
    named = {"proposer": "0x" + proposer.hex(), "governor": chain.holder("governor"), "who": FIRST}
    named["escrow"] = chain.book.address("Escrow")
    run(chain, "change", *(word.format(**named) for word in words), "--why", "Because", dry=True)
    assert line.format(**named) in capsys.readouterr().out


def test_propose__outsider_or_no_reason__is_refused(chain: Chain) -> None:
    with pytest.raises(GovernanceRefused, match="has 0 votes; a proposal needs 10,000"):
        run(chain, "change", "Escrow.setTvlCap", CAP, "--why", "Because", who=OUTSIDER)
    with pytest.raises(GovernanceRefused, match="Say why"):
        run(chain, "change", "Escrow.setTvlCap", CAP, "--why", " ")


def test_delegate__received_votes__count_from_then_on(chain: Chain) -> None:
    votes = chain.contract("MutuelVotes")
    with pytest.raises(GovernanceRefused, match="holds no votes"):
        run(chain, "delegate", OUTSIDER, who=OUTSIDER)
    chain.send(FIRST, votes, "transfer", OUTSIDER, 20_000 * 10**18)
    with pytest.raises(GovernanceRefused, match="they count once you `delegate` them"):
        run(chain, "change", "Escrow.setTvlCap", CAP, "--why", "Because", who=OUTSIDER)
    run(chain, "delegate", OUTSIDER, who=OUTSIDER)
    assert votes.read("getVotes", OUTSIDER) == 20_000 * 10**18
    pass_time(chain, 1)  # the governor counts votes as they stood a second ago
    run(chain, "change", "Escrow.setTvlCap", CAP, "--why", "Because", who=OUTSIDER)
    with pytest.raises(GovernanceRefused, match=r"The 20,000 votes of .* count for .* already"):
        run(chain, "delegate", OUTSIDER, who=OUTSIDER)


def test_vote__too_early_twice_late_or_without_votes__is_refused(chain: Chain) -> None:
    run(chain, "change", "Escrow.setTvlCap", CAP, "--why", "Because")
    proposal = newest(chain)
    with pytest.raises(GovernanceRefused, match="Voting begins after"):
        run(chain, "vote", proposal, "for")
    pass_time(chain, HOUR + 1)
    with pytest.raises(GovernanceRefused, match="had no delegated votes"):
        run(chain, "vote", proposal, "for", who=OUTSIDER)
    run(chain, "vote", proposal, "against", "--reason", "No")
    with pytest.raises(GovernanceRefused, match="has voted on this already"):
        run(chain, "vote", proposal, "for")
    with pytest.raises(GovernanceRefused, match="The vote goes on until"):
        run(chain, "execute", proposal)
    pass_time(chain, DAY)
    with pytest.raises(GovernanceRefused, match="Voting ended at"):
        run(chain, "vote", proposal, "for", who=SECOND)
    with pytest.raises(GovernanceRefused, match="was defeated"):
        run(chain, "execute", proposal)
    with pytest.raises(GovernanceRefused, match="Nobody made a proposal 12345"):
        run(chain, "vote", "12345", "for")


def test_pay__within_the_limit__by_the_safe_at_once(rich: Chain) -> None:
    run(rich, "pay", OUTSIDER, "900", "--why", "Invoice 1")
    assert rich.contract("Usdc").read("balanceOf", OUTSIDER) == 900 * USDC
    with pytest.raises(GovernanceRefused, match=r"Only 100\.000000 USDC may still be paid today"):
        run(rich, "pay", OUTSIDER, "101", "--why", "Invoice 2")
    with pytest.raises(GovernanceRefused, match="The Treasury holds"):
        run(rich, "pay", OUTSIDER, "50000", "--why", "Invoice 3")
    with pytest.raises(GovernanceRefused, match="more than nothing"):
        run(rich, "pay", OUTSIDER, "0", "--why", "Invoice 4")
    with pytest.raises(GovernanceRefused, match="no address with a valid EIP-55 checksum"):
        run(rich, "pay", OUTSIDER.lower(), "1", "--why", "Invoice 5")


def test_pay_large__through_vote_and_timelock__with_balances_before_and_after(
    rich: Chain, capsys: pytest.CaptureFixture[str]
) -> None:
    run(rich, "pay", OUTSIDER, "5000", "--large", "--why", "Audit")
    assert "40,000.000000 USDC -> 35,000.000000 USDC" in capsys.readouterr().out
    run(rich, "queue", carried(rich))
    [(operation, _)] = waiting.pending(chamber(rich))
    pass_time(rich, DAY)
    run(rich, "execute", "0x" + operation.id.hex(), who=OUTSIDER)
    assert rich.contract("Usdc").read("balanceOf", OUTSIDER) == 5_000 * USDC


def test_cover__two_accounts__become_credit_after_vote_and_notice(rich: Chain, tmp_path: Path) -> None:
    evidence = tmp_path / "harm.json"
    evidence.write_text("{}")
    words = ("1", f"{SECOND}=3", f"{THIRD}=4.5", "--evidence", str(evidence), "--why", "A wrong close")
    run(rich, "cover", *words)
    run(rich, "queue", carried(rich))
    [(operation, _)] = waiting.pending(chamber(rich))
    pass_time(rich, DAY)
    run(rich, "execute", "0x" + operation.id.hex())
    paid = [rich.contract("Escrow").read("accountOf", one)["credit"] for one in (SECOND, THIRD)]
    assert paid == [3 * USDC, 4_500_000]
    with pytest.raises(GovernanceRefused, match="Insurance covers at most"):
        payments.cover(chamber(rich), 1, {SECOND: 25_000 * USDC}, _evidence(str(evidence)))


def test_pause__again_within_30_days__is_refused(chain: Chain) -> None:
    run(chain, "pause", "ParimutuelEngine")
    with pytest.raises(GovernanceRefused, match="is paused already"):
        run(chain, "pause", "ParimutuelEngine")
    pass_time(chain, 8 * DAY)
    with pytest.raises(GovernanceRefused, match="again only after"):
        run(chain, "pause", "ParimutuelEngine")
    with pytest.raises(GovernanceRefused, match="can be neither paused nor retired"):
        stops.pause(chamber(chain), "Resolution")
    run(chain, "retire", "ParimutuelEngine")
    with pytest.raises(GovernanceRefused, match="is retired already"):
        run(chain, "retire", "ParimutuelEngine")


def test_as_safe__neither_owners_nor_file__is_refused(chain: Chain) -> None:
    here = office(chain, out=Path("unused"))
    without = type(here)(here.chamber, here.signer)
    with pytest.raises(GovernanceRefused, match="name a file with --out"):
        without.as_safe([stops.pause(here.chamber, "ParimutuelEngine")], "Pause")


def test_overview__nothing_under_way__says_so(chain: Chain) -> None:
    lines = list(status.overview(chamber(chain)))
    assert lines[1:] == ["0 proposals are under way.", "0 acts wait in the timelock."]
