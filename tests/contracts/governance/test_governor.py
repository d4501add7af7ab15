"""The DAO's clock fits a dispute's, and its own settings wait like everything else."""

from typing import Any, Final

import pytest
from eth_utils.crypto import keccak

from mutuel.chain.contracts import Contract
from mutuel.errors import CallRefused
from scripts.accounts import account
from tests.contracts.deployed import Chain
from tests.contracts.refusals import refused
from tests.contracts.resolution.desk import OUTSIDER

HOUR: Final = 3_600
DAY: Final = 24 * HOUR
VOTE: Final = 10**18
FIRST, SECOND, THIRD = (account(i).address for i in (1, 2, 23))
AGAINST, FOR = 0, 1
PENDING, ACTIVE, CANCELED, DEFEATED, SUCCEEDED, QUEUED, EXPIRED, EXECUTED = range(8)


@pytest.fixture
def governor(chain: Chain) -> Contract:
    chain.impersonate(THIRD)  # beyond the accounts that Ape's node has unlocked
    return chain.contract("MutuelGovernor")


@pytest.fixture
def votes(chain: Chain) -> Contract:
    return chain.contract("MutuelVotes")


class Motion:
    """A proposal of one call, and its way through the governor."""

    def __init__(self, chain: Chain, to: str, data: bytes, about: str = "why") -> None:
        self.chain, self.governor = chain, chain.contract("MutuelGovernor")
        self.acts = ([to], [0], [data])
        self.about = about
        self.id = int(self.governor.read("hashProposal", *self.acts, keccak(text=about)))

    def propose(self, at: int, by: str = FIRST) -> None:
        self.chain.at(at)
        self.chain.send(by, self.governor, "propose", *self.acts, self.about)

    def vote(self, at: int, by: str, support: int = FOR) -> None:
        self.chain.at(at)
        self.chain.send(by, self.governor, "castVote", self.id, support)

    def execute(self, at: int) -> None:
        self.chain.at(at)
        self.chain.send(OUTSIDER, self.governor, "execute", *self.acts, keccak(text=self.about))

    def state(self) -> int:
        return int(self.governor.read("state", self.id))


def scheduled(chain: Chain, to: str, data: bytes) -> tuple[bytes, bytes]:
    """Calldata for the timelock: to schedule a call, and to execute it."""
    timelock = chain.contract("Timelock")
    operation = (to, 0, data, bytes(32), bytes(32))
    return timelock.prepare("schedule", *operation, DAY).data, timelock.prepare("execute", *operation).data


def test_settings__deployed__fit_the_time_line_of_a_dispute(governor: Contract) -> None:
    names = ("votingDelay", "votingPeriod", "lateQuorumVoteExtension", "proposalThreshold")
    assert [governor.read(name) for name in names] == [HOUR, DAY, 6 * HOUR, 10_000 * VOTE]
    assert governor.read("CLOCK_MODE") == "mode=timestamp"
    assert 13 * HOUR + HOUR + DAY + 6 * HOUR <= 44 * HOUR


def test_quorum__any_time__is_a_tenth_of_all_votes(chain: Chain, governor: Contract) -> None:
    assert governor.read("quorum", chain.now() - 1) == 1_000_000 * VOTE


def test_votes__deployed__are_the_first_holders_and_no_others(chain: Chain, votes: Contract) -> None:
    chain.mine_at(chain.now() + 1)
    held = [votes.read("getVotes", person) // VOTE for person in (FIRST, SECOND, THIRD)]
    assert held == [4_000_000, 3_500_000, 2_500_000]
    assert votes.read("totalSupply") == sum(held) * VOTE


def test_get_past_votes__lent_and_returned_within_the_counted_second__stay_where_they_were(
    chain: Chain, votes: Contract
) -> None:
    """What a flash loan would do at a proposal's snapshot."""
    at, held = chain.now() + HOUR, votes.read("getVotes", FIRST)
    chain.client.request("evm_setAutomine", False)
    try:
        for to in (OUTSIDER, FIRST):
            data = "0x" + votes.prepare("delegate", to).data.hex()
            sent = {"from": FIRST, "to": votes.address, "data": data, "gas": hex(10**6)}
            chain.client.request("eth_sendTransaction", sent)
        chain.mine_at(at)
    finally:
        chain.client.request("evm_setAutomine", True)
    chain.mine_at(at + 1)
    lent = chain.client.request("eth_getBlockByNumber", hex(chain.client.block_number() - 1), False)
    assert len(lent["transactions"]) == 2
    assert [votes.read("getPastVotes", one, at) for one in (FIRST, OUTSIDER)] == [held, 0]


def test_timelock__deployed__knows_its_governor(chain: Chain, governor: Contract) -> None:
    assert governor.read("timelock") == chain.book.address("Timelock")


def test_propose__too_few_votes__is_refused(chain: Chain, governor: Contract) -> None:
    motion = Motion(chain, OUTSIDER, b"")
    with refused("GovernorInsufficientProposerVotes"):
        motion.propose(chain.now() + 1, by=OUTSIDER)


def test_execute__act_of_administration__takes_a_vote_and_24_hours_more(
    chain: Chain, governor: Contract
) -> None:
    escrow, timelock = chain.contract("Escrow"), chain.book.address("Timelock")
    schedule, execute = scheduled(chain, escrow.address, escrow.prepare("setTvlCap", 5_000_000).data)
    motion, start = Motion(chain, timelock, schedule), chain.now() + 10
    motion.propose(start)
    with refused("GovernorUnexpectedProposalState"):
        motion.vote(start + HOUR, FIRST)
    motion.vote(start + HOUR + 1, FIRST)
    with refused("GovernorUnexpectedProposalState"):
        motion.execute(start + 25 * HOUR)
    motion.execute(start + 25 * HOUR + 1)
    chain.at(start + 49 * HOUR)
    with pytest.raises(CallRefused):
        chain.send_raw(OUTSIDER, timelock, execute)
    chain.at(start + 49 * HOUR + 1)
    chain.send_raw(OUTSIDER, timelock, execute)
    assert escrow.read("tvlCap") == 5_000_000


def test_proposal_deadline__quorum_at_the_last_second__is_six_hours_later(
    chain: Chain, governor: Contract
) -> None:
    motion, start = Motion(chain, OUTSIDER, b""), chain.now() + 10
    motion.propose(start)
    motion.vote(start + 25 * HOUR, FIRST)
    assert governor.read("proposalDeadline", motion.id) == start + 31 * HOUR
    motion.vote(start + 31 * HOUR, SECOND, AGAINST)
    with refused("GovernorUnexpectedProposalState"):
        motion.vote(start + 31 * HOUR + 1, THIRD, AGAINST)
    assert motion.state() == SUCCEEDED


def test_state__less_than_a_tenth_of_the_votes__is_defeated(
    chain: Chain, votes: Contract, governor: Contract
) -> None:
    chain.send(THIRD, votes, "transfer", OUTSIDER, 2_000_000 * VOTE)
    # Moved, so no longer the sum of what the first holders had.
    chain.send(OUTSIDER, votes, "transfer", FIRST, 1)
    motion, start = Motion(chain, OUTSIDER, b""), chain.now() + 10
    motion.propose(start)
    motion.vote(start + HOUR + 1, THIRD)  # a twentieth
    motion.vote(start + HOUR + 2, OUTSIDER)  # votes that nobody delegated count for nothing
    chain.mine_at(start + 25 * HOUR + 1)
    assert motion.state() == DEFEATED


@pytest.mark.parametrize(
    ("function", "value"),
    [
        ("setVotingDelay", 0),
        ("setVotingPeriod", 1),
        ("setProposalThreshold", 0),
        ("setLateQuorumVoteExtension", 0),
        ("updateQuorumNumerator", 1),
    ],
)
def test_settings__proposal_that_changes_them_without_the_timelock__fails(
    chain: Chain, governor: Contract, function: str, value: int
) -> None:
    motion, start = Motion(chain, governor.address, governor.prepare(function, value).data), chain.now() + 10
    motion.propose(start)
    motion.vote(start + HOUR + 1, FIRST)
    with refused("GovernorOnlyExecutor"):
        motion.execute(start + 25 * HOUR + 1)
    timelock: Any = chain.book.address("Timelock")
    chain.impersonate(timelock)
    chain.send(timelock, governor, function, value)


def test_queue__succeeded_proposal__is_refused(chain: Chain, governor: Contract) -> None:
    motion, start = Motion(chain, OUTSIDER, b""), chain.now() + 10
    motion.propose(start)
    motion.vote(start + HOUR + 1, FIRST)
    chain.mine_at(start + 25 * HOUR + 1)
    assert motion.state() == SUCCEEDED
    with refused("GovernorProposalQueueingNotRequired"):
        chain.send(FIRST, governor, "queue", *motion.acts, keccak(text=motion.about))
