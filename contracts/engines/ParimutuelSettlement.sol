// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IParimutuelEngine} from "../interfaces/IParimutuelEngine.sol";
import {FeeLib} from "../libraries/FeeLib.sol";
import {ParimutuelLib} from "../libraries/ParimutuelLib.sol";
import {PoolLib} from "../libraries/PoolLib.sol";
import {RangeLib} from "../libraries/RangeLib.sol";
import {MarketSlot} from "../types/MarketSlot.sol";
import {Kind, VoidReason} from "../types/MarketTypes.sol";
import {PoolWords} from "../types/PoolWords.sol";
import {QuestionState} from "../types/QuestionState.sol";
import {TemplateSlot} from "../types/TemplateSlot.sol";
import {ParimutuelStorage} from "./ParimutuelStorage.sol";

/// @title ParimutuelSettlement: how a pool is decided, in constant cost
/// @notice Twin of `mutuel.domain.parimutuel.settle`.
abstract contract ParimutuelSettlement is ParimutuelStorage {
    using PoolLib for PoolWords;

    struct Observation {
        int64 value;
        int64 min;
        int64 max;
        uint256 knownAt;
        bool ruled;
    }

    uint256 private constant EXPIRY = 168 hours;
    uint256 private constant CONTEST_WINDOW = 96 hours;
    uint256 private constant CONTEST_GUARD = 60 seconds;
    uint256 private constant SHORT_MARKET = 1 days;
    uint256 private constant OUTAGE_MARGIN = 600 seconds;

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
    function settle(uint256 marketId) external {
        MarketSlot m = _undecided(marketId);
        TemplateSlot t = _templates[m.templateId()];
        (bool isVoid, Observation memory seen) = _observe(_questionOf(marketId, m.sourceId(), m.observeAt(), t.subjectRule()));
        if (isVoid) return _void(marketId, VoidReason.QUESTION);
        int64[4] memory edges = _edgesOf(marketId, m);
        _requireUncontested(m, t, edges, seen);
        if (m.bettingEnds() + uint256(t.knownGuard()) > seen.knownAt) return _void(marketId, VoidReason.KNOWN);
        if (block.timestamp < m.bettingEnds()) revert TooEarly(m.bettingEnds());
        if (_outageHit(m)) return _void(marketId, VoidReason.OUTAGE);
        _decide(marketId, m, t, RangeLib.indexOf(edges, m.outcomes(), seen.value), seen.value);
    }

    /// @inheritdoc IParimutuelEngine
    function voidExpired(uint256 marketId) external {
        uint256 expiresAt = _undecided(marketId).observeAt() + EXPIRY;
        if (block.timestamp < expiresAt) revert TooEarly(expiresAt);
        _void(marketId, VoidReason.EXPIRED);
    }

    /* INTERNAL */

    function _observe(bytes32 questionId) private view returns (bool isVoid, Observation memory seen) {
        uint8 state;
        (state, seen.value, seen.min, seen.max, seen.knownAt, seen.ruled) = _resolution.observation(questionId);
        isVoid = state == uint8(QuestionState.VOID);
        if (!isVoid && state != uint8(QuestionState.FINAL)) revert QuestionNotFinal(state);
    }

    /// @dev Sources that name different winners leave time for an arbitration; if none came, the value stands.
    function _requireUncontested(
        MarketSlot m,
        TemplateSlot t,
        int64[4] memory edges,
        Observation memory seen
    ) private view {
        uint256 until = m.observeAt() + CONTEST_WINDOW;
        if (seen.ruled || block.timestamp > until) return;
        uint8 n = m.outcomes();
        if (seen.min != seen.max && RangeLib.indexOf(edges, n, seen.min) != RangeLib.indexOf(edges, n, seen.max)) {
            revert Contested(until);
        }
        if (m.kind() != Kind.RANGE && _nearGuard(m.bettingEnds() + uint256(t.knownGuard()), seen.knownAt)) {
            revert Contested(until);
        }
    }

    function _nearGuard(uint256 guardedClose, uint256 knownAt) private pure returns (bool) {
        uint256 gap = guardedClose > knownAt ? guardedClose - knownAt : knownAt - guardedClose;
        return gap <= CONTEST_GUARD;
    }

    /// @dev R-SEQ (b): bets of a stalled chain may carry times from before its close.
    function _outageHit(MarketSlot m) private view returns (bool) {
        if (m.observeAt() - m.open() > SHORT_MARKET) return false;
        return _resolution.outageBetween(m.bettingEnds() - OUTAGE_MARGIN, m.observeAt() + OUTAGE_MARGIN);
    }

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
            FeeLib.split(total, winning, m.takeoutBps(), t.insuranceBps());
        if (map != 0) pools.setHeader(map);
        _markets[marketId] = m.settled(winner, uint64(total - fee));
        emit MarketSettled(marketId, winner, value, uint64(total - fee), uint64(fee));
        if (fee != 0) _escrow.takeFee(marketId, treasury, insurance);
    }

    /// @dev What `settle` would compute from the same closed totals; 0 if one group is left.
    function _mergeMapOf(MarketSlot m, uint256[5] memory stakes) internal view returns (uint16) {
        uint256 threshold = m.kind() == Kind.RANGE ? _templates[m.templateId()].mergeBelow() : 0;
        return RangeLib.mergeThin(stakes, m.outcomes(), threshold);
    }
}
