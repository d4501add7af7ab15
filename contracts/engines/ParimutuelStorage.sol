// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrow} from "../interfaces/IEscrow.sol";
import {IParimutuelEngine} from "../interfaces/IParimutuelEngine.sol";
import {IResolution} from "../interfaces/IResolution.sol";
import {EdgesSlot} from "../types/EdgesSlot.sol";
import {MarketSlot} from "../types/MarketSlot.sol";
import {Kind, MarketState, SubjectRule, VoidReason} from "../types/MarketTypes.sol";
import {PoolWords} from "../types/PoolWords.sol";
import {TemplateSlot} from "../types/TemplateSlot.sol";

/// @title ParimutuelStorage: what the engine keeps
abstract contract ParimutuelStorage is IParimutuelEngine {
    /* IMMUTABLES */

    IEscrow internal immutable _escrow;
    IResolution internal immutable _resolution;

    /* STORAGE */

    mapping(uint256 marketId => MarketSlot) internal _markets;
    mapping(uint256 marketId => EdgesSlot) internal _edges;
    mapping(uint256 marketId => PoolWords) internal _pools;
    mapping(uint256 marketId => mapping(address account => PoolWords)) internal _positions;
    mapping(uint16 templateId => TemplateSlot) internal _templates;
    /// @inheritdoc IParimutuelEngine
    mapping(address account => mapping(address agent => bool)) public isAgent;
    /// @inheritdoc IParimutuelEngine
    uint16 public templateCount;

    constructor(IEscrow escrow_, IResolution resolution_) {
        _escrow = escrow_;
        _resolution = resolution_;
    }

    /* INTERNAL */

    function _known(uint256 marketId) internal view returns (MarketSlot m) {
        m = _markets[marketId];
        if (m.state() == MarketState.UNKNOWN) revert MarketUnknown(marketId);
    }

    function _undecided(uint256 marketId) internal view returns (MarketSlot m) {
        m = _markets[marketId];
        MarketState state = m.state();
        if (state == MarketState.OPEN) return m;
        if (state == MarketState.UNKNOWN) revert MarketUnknown(marketId);
        revert AlreadyDecided(uint8(state));
    }

    function _void(uint256 marketId, VoidReason reason) internal {
        _markets[marketId] = _markets[marketId].voided();
        emit MarketVoided(marketId, uint8(reason));
    }

    /// @dev marketId = templateId << 48 | period << 8 | index.
    function _questionOf(uint256 marketId, uint16 sourceId, uint32 observeAt, uint8 subjectRule)
        internal
        pure
        returns (bytes32)
    {
        uint256 subject;
        if (subjectRule == uint8(SubjectRule.PERIOD)) subject = uint32(marketId >> 8);
        else if (subjectRule == uint8(SubjectRule.PERIOD_INDEX)) subject = uint40(marketId);
        return keccak256(abi.encode(sourceId, observeAt, subject));
    }

    /// @dev A match's codes 0, 1, ... are told apart by the edges 1, 2, ...
    function _edgesOf(uint256 marketId, MarketSlot m) internal view returns (int64[4] memory edges) {
        if (m.kind() == Kind.RANGE) return _edges[marketId].toEdges();
        edges = [int64(1), 2, 3, 4];
    }
}
