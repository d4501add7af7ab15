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
    uint256 internal constant MAX_CHANGES = 8;
    uint40 internal constant NEVER = type(uint40).max;
    uint8 internal constant NO_PROOF = 1;
    uint8 internal constant NO_RULING = 2;
    uint8 internal constant EXPIRED = 3;

    /// @inheritdoc IResolution
    function finalAt(bytes32 questionId) public view returns (uint40) {
        Question memory question = _questions[questionId];
        if (question.state == QuestionState.RULED) return _rulings[questionId].effectiveAt;
        if (question.state != QuestionState.PROPOSED) return 0;
        if (question.proofDelay != 0) return _resume(question.knownAt + question.proofDelay, PROOF_WINDOW);
        Timing memory timing = _timings[questionId];
        return _resume(timing.windowEnds, timing.windowEnds - timing.proposedAt);
    }

    /// @inheritdoc IResolution
    /// @dev The sequencer's state holds from one change to the next, so the latest change not after `to` decides. To
    /// starve a read of gas gains nothing: what EIP-150 keeps back does not pay for the rest of a settlement.
    function outageBetween(uint256 from, uint256 to) external view returns (bool) {
        if (address(sequencerFeed) == address(0)) return false;
        (uint80 id, bool up, uint256 since) = _sequencer();
        for (uint256 i = 0; since > to; ++i) {
            if (i == MAX_CHANGES || id == 0) return true;
            (up, since) = _sequencerAt(--id);
        }
        return !up || since >= from;
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
            uint256 noRuling = _rulingEnds(questionId);
            return noRuling < end ? (noRuling, NO_RULING) : (end, EXPIRED);
        }
        bool blocked = state == QuestionState.PROPOSED && block.timestamp < finalAt(questionId);
        if (state != QuestionState.CHALLENGED && !blocked) revert BadState(uint8(state));
        return (end, EXPIRED);
    }

    /// @dev First second at which a dispute can no longer be ruled on.
    function _rulingEnds(bytes32 questionId) internal view returns (uint256) {
        return _timings[questionId].disputedAt + RULING_TIME + 1;
    }

    function _requireFrom(uint256 at) internal view {
        if (block.timestamp < at) revert TooEarly(at);
    }

    function _requireUntil(uint256 at) internal view {
        if (block.timestamp > at) revert TooLate(at);
    }

    function _revertDown() internal view {
        (,, uint256 since) = _sequencer();
        revert SequencerDown(uint40(since));
    }

    /// @dev End of a window, later if the sequencer came back within it.
    function _resume(uint256 windowEnds, uint256 window) internal view returns (uint40) {
        if (address(sequencerFeed) == address(0)) return uint40(windowEnds);
        (, bool up, uint256 since) = _sequencer();
        if (!up) return NEVER;
        uint256 resumed = since + (window < MAX_RESUME ? window : MAX_RESUME);
        return uint40(resumed > windowEnds ? resumed : windowEnds);
    }

    /// @dev An unreadable feed counts as down: nothing becomes final, and after 7 days everything is void.
    function _sequencer() internal view returns (uint80 id, bool up, uint256 since) {
        try sequencerFeed.latestRoundData() returns (uint80 round, int256 answer, uint256 at, uint256, uint80) {
            return (round, answer == 0 && at != 0, at);
        } catch {
            return (0, false, 0);
        }
    }

    /// @dev A round that does not exist counts as down since ever.
    function _sequencerAt(uint80 id) private view returns (bool up, uint256 since) {
        try sequencerFeed.getRoundData(id) returns (uint80, int256 answer, uint256 at, uint256, uint80) {
            return (answer == 0 && at != 0, at);
        } catch {
            return (false, 0);
        }
    }
}
