// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IResolution} from "../interfaces/IResolution.sol";
import {QuestionState} from "../types/QuestionState.sol";
import {ResolutionStorage} from "./ResolutionStorage.sol";
import {SourceLib} from "./SourceLib.sol";

/// @title ResolutionClock: when a question may move, and the sequencer that may hold it back
abstract contract ResolutionClock is ResolutionStorage {
    uint256 internal constant ANSWER_TIME = 24 hours;
    uint256 internal constant EXPIRY = 168 hours;
    uint256 internal constant PROOF_WINDOW = 120;
    uint256 internal constant RULING_TIME = 48 hours;
    uint256 internal constant MAX_RESUME = 1 hours;
    uint40 internal constant NEVER = type(uint40).max;
    uint8 internal constant NO_PROOF = 1;
    uint8 internal constant NO_RULING = 2;
    uint8 internal constant EXPIRED = 3;

    /// @inheritdoc IResolution
    function finalAt(bytes32 questionId) public view returns (uint40) {
        Question memory question = _questions[questionId];
        if (question.state != QuestionState.PROPOSED) return 0;
        if (question.proofDelay != 0) return _resume(question.knownAt + question.proofDelay, PROOF_WINDOW);
        Timing memory timing = _timings[questionId];
        return _resume(timing.windowEnds, timing.windowEnds - timing.proposedAt);
    }

    /// @inheritdoc IResolution
    function outageBetween(uint256 from, uint256 to) external view returns (bool) {
        if (address(sequencerFeed) == address(0)) return false;
        (,, uint256 since,,) = sequencerFeed.latestRoundData();
        return since >= from && since <= to;
    }

    /// @dev From when rows 6, 17 and 18 void a question; reverts where none does.
    function _expiry(bytes32 questionId, uint16 sourceId, uint32 observeAt)
        internal
        view
        returns (uint256 at, uint8 reason)
    {
        QuestionState state = _questions[questionId].state;
        uint256 end = observeAt + EXPIRY;
        if (state == QuestionState.NONE) {
            bool byProof = source(sourceId).path != SourceLib.REPORT;
            return byProof ? (observeAt + ANSWER_TIME + 1, NO_PROOF) : (end, EXPIRED);
        }
        if (state == QuestionState.DISPUTED) {
            uint256 noRuling = _timings[questionId].disputedAt + RULING_TIME + 1;
            return noRuling < end ? (noRuling, NO_RULING) : (end, EXPIRED);
        }
        bool blocked = state == QuestionState.PROPOSED && block.timestamp < finalAt(questionId);
        if (state != QuestionState.CHALLENGED && !blocked) revert BadState(uint8(state));
        return (end, EXPIRED);
    }

    function _requireFrom(uint256 at) internal view {
        if (block.timestamp < at) revert TooEarly(at);
    }

    function _requireUntil(uint256 at) internal view {
        if (block.timestamp > at) revert TooLate(at);
    }

    function _revertDown() internal view {
        (, uint256 since) = _sequencer();
        revert SequencerDown(uint40(since));
    }

    /// @dev End of a window, later if the sequencer came back within it.
    function _resume(uint256 windowEnds, uint256 window) internal view returns (uint40) {
        if (address(sequencerFeed) == address(0)) return uint40(windowEnds);
        (bool up, uint256 since) = _sequencer();
        if (!up) return NEVER;
        uint256 resumed = since + (window < MAX_RESUME ? window : MAX_RESUME);
        return uint40(resumed > windowEnds ? resumed : windowEnds);
    }

    /// @dev An unreadable feed counts as down: nothing becomes final, and after 7 days everything is void.
    function _sequencer() internal view returns (bool up, uint256 since) {
        try sequencerFeed.latestRoundData() returns (uint80, int256 answer, uint256 startedAt, uint256, uint80) {
            return (answer == 0 && startedAt != 0, startedAt);
        } catch {
            return (false, 0);
        }
    }
}
