// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrow} from "../interfaces/IEscrow.sol";
import {IPriceFeed} from "../interfaces/IPriceFeed.sol";
import {IResolution} from "../interfaces/IResolution.sol";
import {BlobLib} from "../libraries/BlobLib.sol";
import {QuestionState} from "../types/QuestionState.sol";
import {SourceConfig} from "../types/SourceConfig.sol";

/// @title ResolutionStorage: what is kept of sources and questions
abstract contract ResolutionStorage is IResolution {
    /// @dev One slot, so that engines read one. Path 1 writes only this: `proofDelay` = end of its window minus observeAt,
    /// never 0. On path 2 it is 0 and the rest is in `Timing` and `Side`; once ruled it is BY_RULING and the rest is in
    /// `Ruling`.
    struct Question {
        QuestionState state;
        uint32 knownAt;
        uint24 proofDelay;
        int64 value;
        int64 min;
        int64 max;
    }

    /// @dev One slot. `bond` is what each side of round 0 puts up; `domain` is known from the first report or dispute on.
    struct Timing {
        uint40 proposedAt;
        uint40 windowEnds;
        uint40 challengedAt;
        uint40 disputedAt;
        uint8 round;
        uint8 seq;
        uint8 corrections;
        uint8 domain;
        uint64 bond;
    }

    /// @dev One slot: who says what, with a bond in Escrow behind it.
    struct Side {
        address account;
        int64 value;
        bool isVoid;
        bool limited;
    }

    struct Round {
        Side proposer;
        Side challenger;
    }

    /// @dev More than any proof's window can end after its observation.
    uint24 internal constant BY_RULING = type(uint24).max;

    IEscrow public immutable escrow;
    /// @notice The chain's sequencer uptime feed; zero where there is none, and then nothing waits for it.
    IPriceFeed public immutable sequencerFeed;

    uint16 public sourceCount;
    mapping(uint16 sourceId => address blob) internal _sources;
    mapping(bytes32 questionId => Question) internal _questions;
    mapping(bytes32 questionId => Timing) internal _timings;
    mapping(bytes32 questionId => mapping(uint256 round => Round)) internal _rounds;
    mapping(bytes32 questionId => Ruling) internal _rulings;

    constructor(IEscrow escrow_, IPriceFeed sequencerFeed_) {
        escrow = escrow_;
        sequencerFeed = sequencerFeed_;
    }

    /// @inheritdoc IResolution
    function source(uint16 sourceId) public view returns (SourceConfig memory) {
        return abi.decode(_blob(sourceId), (SourceConfig));
    }

    /// @inheritdoc IResolution
    function questionIdOf(uint16 sourceId, uint32 observeAt, bytes32 subject) public pure returns (bytes32) {
        return keccak256(abi.encode(sourceId, observeAt, subject));
    }

    function _blob(uint16 sourceId) internal view returns (bytes memory) {
        address blob = _sources[sourceId];
        if (blob == address(0)) revert BadSource(sourceId);
        return BlobLib.load(blob);
    }

    function _requireState(bytes32 questionId, QuestionState needed) internal view {
        QuestionState state = _questions[questionId].state;
        if (state != needed) revert BadState(uint8(state));
    }

    function _dispute(bytes32 questionId, uint8 reason) internal {
        _questions[questionId].state = QuestionState.DISPUTED;
        _timings[questionId].disputedAt = uint40(block.timestamp);
        emit Disputed(questionId, reason, uint40(block.timestamp));
    }

    function _setFinal(bytes32 questionId, Question storage question) internal {
        question.state = QuestionState.FINAL;
        emit Finalised(questionId, question.value);
    }

    function _setVoid(bytes32 questionId, uint8 reason) internal {
        _questions[questionId].state = QuestionState.VOID;
        emit Voided(questionId, reason);
    }
}
