// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IParimutuelEngine} from "../interfaces/IParimutuelEngine.sol";
import {ParimutuelLib} from "../libraries/ParimutuelLib.sol";
import {PoolLib} from "../libraries/PoolLib.sol";
import {RangeLib} from "../libraries/RangeLib.sol";
import {MarketSlot} from "../types/MarketSlot.sol";
import {ClaimRefusal, Kind, MarketState} from "../types/MarketTypes.sol";
import {PoolWords} from "../types/PoolWords.sol";
import {ParimutuelStorage} from "./ParimutuelStorage.sol";

/// @title ParimutuelClaims: every way out of a pool
/// @dev A refund reads the account's own stakes and nothing else, so no fault in deciding a market can stop it.
abstract contract ParimutuelClaims is ParimutuelStorage {
    using PoolLib for PoolWords;

    /// @notice What every winner of a market shares, read once.
    struct Share {
        MarketState state;
        bool flat;
        bool principalFirst;
        uint256 outcomes;
        uint256 mask;
        uint256 net;
        uint256 winning;
        uint256 weights;
    }

    uint256 internal constant MAX_CLAIMS = 50;
    uint256 internal constant MAX_PUSH = 100;
    uint16 private constant LIMITED = 1 << 15;

    /* CLAIM */

    /// @inheritdoc IParimutuelEngine
    function claim(uint256 marketId, bool toCredit) external returns (uint256 amount) {
        amount = _claimOne(marketId, msg.sender, toCredit);
    }

    /// @inheritdoc IParimutuelEngine
    function claimFor(uint256 marketId, address account) external returns (uint256 amount) {
        amount = _claimOne(marketId, account, false);
    }

    /// @inheritdoc IParimutuelEngine
    function claimBatch(uint256[] calldata marketIds, bool toCredit)
        external
        returns (uint256[] memory paid, uint8[] memory codes)
    {
        if (marketIds.length > MAX_CLAIMS) revert BatchTooLong(MAX_CLAIMS);
        paid = new uint256[](marketIds.length);
        codes = new uint8[](marketIds.length);
        uint256 limited; // bit i: the payment of item i is reported to the account's own limits
        for (uint256 i; i < marketIds.length; ++i) {
            Share memory s = _shareOf(marketIds[i]);
            bool flagged;
            (paid[i], flagged) = _take(s, marketIds[i], msg.sender);
            if (flagged) limited |= 1 << i;
            codes[i] = _skip(s, marketIds[i], msg.sender, paid[i]);
        }
        bool toWallet = _releaseAll(marketIds, paid, toCredit, limited);
        for (uint256 i; i < marketIds.length; ++i) {
            if (paid[i] != 0) emit Claimed(marketIds[i], msg.sender, uint64(paid[i]), toWallet);
        }
    }

    /// @inheritdoc IParimutuelEngine
    function push(uint256 marketId, address[] calldata accounts) external returns (uint256 paid) {
        if (accounts.length > MAX_PUSH) revert BatchTooLong(MAX_PUSH);
        Share memory s = _shareOf(marketId);
        for (uint256 i; i < accounts.length; ++i) {
            (uint256 amount, bool limited) = _take(s, marketId, accounts[i]);
            if (_skip(s, marketId, accounts[i], amount) != 0) continue;
            paid += amount;
            _release(marketId, accounts[i], amount, false, limited);
        }
    }

    /* INTERNAL */

    function _claimOne(uint256 marketId, address account, bool toCredit) private returns (uint256 amount) {
        Share memory s = _shareOf(marketId);
        bool limited;
        (amount, limited) = _take(s, marketId, account);
        if (amount == 0) _revertUnpaid(s.state, marketId);
        _release(marketId, account, amount, toCredit, limited);
    }

    function _revertUnpaid(MarketState state, uint256 marketId) private pure {
        if (state == MarketState.UNKNOWN) revert MarketUnknown(marketId);
        if (state == MarketState.OPEN || state == MarketState.CONTESTED) revert NotSettled();
        revert NothingToClaim();
    }

    function _shareOf(uint256 marketId) internal view returns (Share memory s) {
        MarketSlot m = _markets[marketId];
        s.state = m.state();
        (s.flat, s.outcomes) = (m.isFlat(), m.outcomes());
        if (s.state != MarketState.SETTLED) return s;
        PoolWords storage pools = _pools[marketId];
        (s.net, s.principalFirst) = (m.net(), m.kind() == Kind.MATCH_PRINCIPAL_FIRST);
        s.mask = RangeLib.groupMask(pools.header(), s.outcomes, m.winner());
        (s.winning, s.weights) = pools.over(s.flat, s.mask);
    }

    function _amountOf(Share memory s, PoolWords storage position) internal view returns (uint256) {
        if (s.state == MarketState.VOID) return position.total(s.flat, s.outcomes);
        if (s.state != MarketState.SETTLED) return 0;
        (uint256 stake, uint256 weight) = position.over(s.flat, s.mask);
        return ParimutuelLib.payoutDown(s.principalFirst, s.net, s.winning, s.weights, stake, weight);
    }

    /// @dev Effect: a position that is paid is gone, so nothing is paid twice.
    function _take(Share memory s, uint256 marketId, address account) private returns (uint256 amount, bool limited) {
        PoolWords storage position = _positions[marketId][account];
        amount = _amountOf(s, position);
        if (amount == 0) return (0, false);
        limited = position.header() & LIMITED != 0;
        position.clear(s.flat, s.outcomes);
    }

    function _skip(Share memory s, uint256 marketId, address account, uint256 amount) private returns (uint8 code) {
        if (amount != 0) return uint8(ClaimRefusal.PAID);
        if (s.state == MarketState.UNKNOWN) code = uint8(ClaimRefusal.UNKNOWN_MARKET);
        else if (s.state == MarketState.SETTLED || s.state == MarketState.VOID) code = uint8(ClaimRefusal.NOTHING);
        else code = uint8(ClaimRefusal.NOT_SETTLED);
        emit ClaimSkipped(marketId, account, code);
    }

    function _release(uint256 marketId, address account, uint256 amount, bool toCredit, bool limited) private {
        bool toWallet = _escrow.release(marketId, account, amount, toCredit, limited);
        emit Claimed(marketId, account, uint64(amount), toWallet);
    }

    function _releaseAll(uint256[] calldata marketIds, uint256[] memory paid, bool toCredit, uint256 limited)
        private
        returns (bool)
    {
        uint256 sum;
        for (uint256 i; i < paid.length; ++i) {
            sum += paid[i];
        }
        return sum != 0 && _escrow.releaseMany(marketIds, paid, msg.sender, toCredit, limited);
    }
}
