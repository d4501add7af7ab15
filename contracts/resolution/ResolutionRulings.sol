// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IResolution} from "../interfaces/IResolution.sol";
import {QuestionState} from "../types/QuestionState.sol";
import {ResolutionBonds} from "./ResolutionBonds.sol";
import {ResolutionClock} from "./ResolutionClock.sol";
import {SourceLib} from "./SourceLib.sol";

/// @title ResolutionRulings: what people decide when sources cannot
/// @dev The DAO's hours come first, then four of the multisig. A ruling waits 24 h in public before `finalise` makes it
/// final; nobody can replace it, and a veto can only void the question.
abstract contract ResolutionRulings is ResolutionBonds, ResolutionClock, AccessManaged {
    uint256 private constant DAO_TIME = 44 hours;
    uint256 private constant NOTICE = 24 hours;
    uint8 internal constant RULED_VOID = 4;
    uint8 private constant VETOED = 5;

    /// @inheritdoc IResolution
    function rule(bytes32 questionId, int64 value, bool isVoid, bytes32 evidenceHash, string calldata evidenceUri)
        external
        restricted
    {
        _requireState(questionId, QuestionState.DISPUTED);
        _requireUntil(_timings[questionId].disputedAt + DAO_TIME);
        _file(questionId, value, isVoid, true, evidenceHash, evidenceUri);
    }

    /// @inheritdoc IResolution
    function fallbackRule(
        bytes32 questionId,
        int64 value,
        bool isVoid,
        bytes32 evidenceHash,
        string calldata evidenceUri
    ) external restricted {
        _requireState(questionId, QuestionState.DISPUTED);
        _requireFrom(_timings[questionId].disputedAt + DAO_TIME + 1);
        _requireUntil(_rulingEnds(questionId) - 1);
        _file(questionId, value, isVoid, false, evidenceHash, evidenceUri);
    }

    /// @inheritdoc IResolution
    function veto(bytes32 questionId) external restricted {
        _requireState(questionId, QuestionState.RULED);
        Ruling memory ruling = _rulings[questionId];
        if (!ruling.byDao) revert NotVetoable();
        _requireUntil(ruling.effectiveAt - 1);
        emit Vetoed(questionId);
        _setVoid(questionId, VETOED);
        _returnBonds(questionId);
    }

    /// @inheritdoc IResolution
    function rulingOf(bytes32 questionId) external view returns (Ruling memory) {
        return _rulings[questionId];
    }

    /// @dev Rows 13 and 14.
    function _file(
        bytes32 questionId,
        int64 value,
        bool isVoid,
        bool byDao,
        bytes32 evidenceHash,
        string calldata evidenceUri
    ) private {
        if (evidenceHash == 0 || bytes(evidenceUri).length == 0) revert EvidenceRequired();
        bool allowed = isVoid ? value == 0 : SourceLib.inDomain(_timings[questionId].domain, value);
        if (!allowed) revert OutsideDomain(value);

        uint40 effectiveAt = uint40(block.timestamp + NOTICE);
        _rulings[questionId] = Ruling(msg.sender, effectiveAt, byDao, isVoid);
        uint32 knownAt = _questions[questionId].knownAt;
        _questions[questionId] = Question(QuestionState.RULED, knownAt, BY_RULING, value, value, value);
        emit Ruled(questionId, msg.sender, value, isVoid, evidenceHash, evidenceUri, effectiveAt);
    }

    /// @dev What was ruled, as the sides' claims are kept, to measure them by.
    function _rulingAsSide(bytes32 questionId) internal view returns (Side memory side) {
        (side.value, side.isVoid) = (_questions[questionId].value, _rulings[questionId].isVoid);
    }
}
