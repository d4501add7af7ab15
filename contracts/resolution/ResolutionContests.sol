// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IResolution} from "../interfaces/IResolution.sol";
import {QuestionState} from "../types/QuestionState.sol";
import {ResolutionBonds} from "./ResolutionBonds.sol";
import {ResolutionClock} from "./ResolutionClock.sol";
import {SourceLib} from "./SourceLib.sol";

/// @title ResolutionContests: questions of one market alone, and the way out of every dispute
/// @dev A contest's id hashes five words and a question's three, so none can be mistaken for the other.
abstract contract ResolutionContests is ResolutionBonds, ResolutionClock {
    uint8 private constant BY_CONTEST = 8;

    /// @inheritdoc IResolution
    function openContest(uint256 marketId, uint8 domain) external returns (bytes32 questionId) {
        if (escrow.engineOf(msg.sender).id == 0) revert NotEngine();
        if (domain > SourceLib.MATCH) revert BadDomain(domain);
        questionId = contestIdOf(msg.sender, marketId);
        _requireState(questionId, QuestionState.NONE);
        _timings[questionId].domain = domain;
        emit ContestOpened(questionId, msg.sender, marketId);
        _dispute(questionId, BY_CONTEST);
    }

    /// @inheritdoc IResolution
    function voidUnruled(bytes32 questionId) external {
        _requireState(questionId, QuestionState.DISPUTED);
        _requireFrom(_rulingEnds(questionId));
        _setVoid(questionId, NO_RULING);
        _returnBonds(questionId);
    }

    /// @inheritdoc IResolution
    function contestIdOf(address engine, uint256 marketId) public pure returns (bytes32) {
        return keccak256(abi.encode("CONTEST", engine, marketId));
    }
}
