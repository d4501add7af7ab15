// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IParimutuelEngine} from "../interfaces/IParimutuelEngine.sol";
import {FeeLib} from "../libraries/FeeLib.sol";
import {ParimutuelLib} from "../libraries/ParimutuelLib.sol";
import {PoolLib} from "../libraries/PoolLib.sol";
import {RangeLib} from "../libraries/RangeLib.sol";
import {MarketSlot} from "../types/MarketSlot.sol";
import {Kind, MarketState, VoidReason} from "../types/MarketTypes.sol";
import {PoolWords} from "../types/PoolWords.sol";
import {TemplateSlot} from "../types/TemplateSlot.sol";
import {ParimutuelStorage} from "./ParimutuelStorage.sol";

/// @title ParimutuelSettlement: how a pool is decided, in constant cost
/// @notice Twin of `mutuel.domain.parimutuel.settle`. Who won is the referee's answer; what it means for the money is
/// decided here.
abstract contract ParimutuelSettlement is ParimutuelStorage {
    using PoolLib for PoolWords;

    uint256 private constant EXPIRY = 168 hours;

    /* DECIDE */

    /// @inheritdoc IParimutuelEngine
    function lock(uint256 marketId) external {
        MarketSlot m = _undecided(marketId);
        if (block.timestamp < m.bettingEnds()) revert TooEarly(m.bettingEnds());
        (uint256[5] memory stakes,) = _pools[marketId].all(m.isFlat(), m.outcomes());
        uint256 packed;
        for (uint256 i; i < 5; ++i) {
            packed |= stakes[i] << 48 * i;
        }
        emit MarketLocked(marketId, packed, _mergeMapOf(m, stakes));
    }

    /// @inheritdoc IParimutuelEngine
    function contest(uint256 marketId) external {
        MarketSlot m = _undecided(marketId);
        if (m.state() == MarketState.CONTESTED) revert AlreadyContested();
        if (block.timestamp < m.bettingEnds()) revert TooEarly(m.bettingEnds());
        uint8 domain = _referee.checkContest(marketId, m, _templates[m.templateId()], _edgesOf(marketId, m));
        _markets[marketId] = m.contested();
        bytes32 questionId = _resolution.openContest(marketId, domain);
        emit MarketContested(marketId, questionId);
    }

    /// @inheritdoc IParimutuelEngine
    function settle(uint256 marketId) external {
        MarketSlot m = _undecided(marketId);
        TemplateSlot t = _templates[m.templateId()];
        (VoidReason reason, uint8 winner, int64 value) = _referee.decide(marketId, m, t, _edgesOf(marketId, m));
        if (reason != VoidReason.NONE) return _void(marketId, reason);
        _decide(marketId, m, t, winner, value);
    }

    /// @inheritdoc IParimutuelEngine
    function voidExpired(uint256 marketId) external {
        uint256 expiresAt = _undecided(marketId).observeAt() + EXPIRY;
        if (block.timestamp < expiresAt) revert TooEarly(expiresAt);
        _void(marketId, VoidReason.EXPIRED);
    }

    /* INTERNAL */

    function _decide(uint256 marketId, MarketSlot m, TemplateSlot t, uint8 winner, int64 value) private {
        PoolWords storage pools = _pools[marketId];
        (bool flat, uint8 n) = (m.isFlat(), m.outcomes());
        uint16 map;
        if (t.mergeBelow() != 0 && m.kind() == Kind.RANGE) {
            (uint256[5] memory stakes,) = pools.all(flat, n);
            map = RangeLib.mergeThin(stakes, n, t.mergeBelow());
            if (map == 0) return _void(marketId, VoidReason.MERGED);
        }
        uint256 total = pools.total(flat, n);
        (uint256 winning,) = pools.over(flat, RangeLib.groupMask(map, n, winner));
        if (winning == 0) return _void(marketId, VoidReason.NO_WINNER);
        uint256 needed = ParimutuelLib.losersNeededDown(total, t.minLosers(), t.minLosersBps());
        if (total - winning < needed) return _void(marketId, VoidReason.ONE_SIDED);

        (uint256 fee, uint256 treasury, uint256 insurance) =
            FeeLib.split(total, winning, t.takeoutBps(), t.insuranceBps());
        if (map != 0) pools.setHeader(map);
        _markets[marketId] = m.settled(winner, total - fee);
        emit MarketSettled(marketId, winner, value, uint64(total - fee), uint64(fee));
        if (fee != 0) _escrow.takeFee(marketId, treasury, insurance);
    }

    /// @dev What `settle` would compute from the same closed totals; 0 if one group is left.
    function _mergeMapOf(MarketSlot m, uint256[5] memory stakes) internal view returns (uint16) {
        uint256 threshold = m.kind() == Kind.RANGE ? _templates[m.templateId()].mergeBelow() : 0;
        return RangeLib.mergeThin(stakes, m.outcomes(), threshold);
    }
}
