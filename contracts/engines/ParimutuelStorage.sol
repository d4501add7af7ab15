// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrow} from "../interfaces/IEscrow.sol";
import {IParimutuelEngine} from "../interfaces/IParimutuelEngine.sol";
import {IReferee} from "../interfaces/IReferee.sol";
import {IResolution} from "../interfaces/IResolution.sol";
import {EdgesSlot} from "../types/EdgesSlot.sol";
import {MarketSlot} from "../types/MarketSlot.sol";
import {Kind, MarketState, VoidReason} from "../types/MarketTypes.sol";
import {PoolWords} from "../types/PoolWords.sol";
import {TemplateSlot} from "../types/TemplateSlot.sol";

/// @title ParimutuelStorage: what the engine keeps
abstract contract ParimutuelStorage is IParimutuelEngine {
    /* IMMUTABLES */

    IEscrow internal immutable _escrow;
    IResolution internal immutable _resolution;
    IReferee internal immutable _referee;

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

    constructor(IEscrow escrow_, IResolution resolution_, IReferee referee_) {
        _escrow = escrow_;
        _resolution = resolution_;
        _referee = referee_;
    }

    /* INTERNAL */

    function _known(uint256 marketId) internal view returns (MarketSlot m) {
        m = _markets[marketId];
        if (m.state() == MarketState.UNKNOWN) revert MarketUnknown(marketId);
    }

    /// @dev A contested market is undecided too; its betting has ended.
    function _undecided(uint256 marketId) internal view returns (MarketSlot m) {
        m = _markets[marketId];
        MarketState state = m.state();
        if (state == MarketState.OPEN || state == MarketState.CONTESTED) return m;
        if (state == MarketState.UNKNOWN) revert MarketUnknown(marketId);
        revert AlreadyDecided(uint8(state));
    }

    function _void(uint256 marketId, VoidReason reason) internal {
        _markets[marketId] = _markets[marketId].voided();
        emit MarketVoided(marketId, uint8(reason));
    }

    /// @dev A match has none, so nothing is read.
    function _edgesOf(uint256 marketId, MarketSlot m) internal view returns (EdgesSlot edges) {
        if (uint8(m.kind()) < uint8(Kind.MATCH)) edges = _edges[marketId];
    }
}
