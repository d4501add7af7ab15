// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {GovernorCountingSimple} from "@openzeppelin/contracts/governance/extensions/GovernorCountingSimple.sol";
import {GovernorPreventLateQuorum} from "@openzeppelin/contracts/governance/extensions/GovernorPreventLateQuorum.sol";
import {GovernorSettings} from "@openzeppelin/contracts/governance/extensions/GovernorSettings.sol";
import {GovernorVotes} from "@openzeppelin/contracts/governance/extensions/GovernorVotes.sol";
import {
    GovernorVotesQuorumFraction
} from "@openzeppelin/contracts/governance/extensions/GovernorVotesQuorumFraction.sol";
import {Timelock} from "./Timelock.sol";

/// @title The DAO: one governor with two ways to act
/// @notice A ruling is an ordinary call to Resolution, which itself gives 24 h notice of it; an act of administration
/// is a call to the timelock, which holds every administrator's role and waits 24 h. So the governor needs no power but
/// ARBITER and the timelock's PROPOSER, and there is no second governor whose votes could drift apart from the first's.
/// @dev A vote takes 25 h, or 31 h at most if the quorum comes late: a ruling proposed within 13 h of a dispute is
/// executed within its 44 h. OpenZeppelin's timelock extension would send rulings through the timelock as well (72 h in
/// all), and so miss every dispute.
contract MutuelGovernor is
    Governor,
    GovernorSettings,
    GovernorCountingSimple,
    GovernorVotes,
    GovernorVotesQuorumFraction,
    GovernorPreventLateQuorum
{
    uint48 public constant VOTING_DELAY = 1 hours;
    uint32 public constant VOTING_PERIOD = 24 hours;
    uint48 public constant LATE_QUORUM_EXTENSION = 6 hours;
    uint256 public constant PROPOSAL_THRESHOLD = 10_000e18; // votes; a thousandth of ten million
    uint256 public constant QUORUM_PERCENT = 10; // of all votes

    /// @notice Deployed here, because each must know the other from birth.
    Timelock public immutable timelock;

    constructor(IVotes votes, address safe)
        Governor("Mutuel Governor")
        GovernorSettings(VOTING_DELAY, VOTING_PERIOD, PROPOSAL_THRESHOLD)
        GovernorVotes(votes)
        GovernorVotesQuorumFraction(QUORUM_PERCENT)
        GovernorPreventLateQuorum(LATE_QUORUM_EXTENSION)
    {
        timelock = new Timelock(address(this), safe);
    }

    function proposalThreshold() public view override(Governor, GovernorSettings) returns (uint256) {
        return super.proposalThreshold();
    }

    function proposalDeadline(uint256 proposalId)
        public
        view
        override(Governor, GovernorPreventLateQuorum)
        returns (uint256)
    {
        return super.proposalDeadline(proposalId);
    }

    function _tallyUpdated(uint256 proposalId) internal override(Governor, GovernorPreventLateQuorum) {
        super._tallyUpdated(proposalId);
    }

    /// @dev The governor executes its proposals itself, without a wait; its own settings are parameters, and those wait.
    function _checkGovernance() internal view override {
        if (msg.sender != address(timelock)) revert GovernorOnlyExecutor(msg.sender);
    }
}
