// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrow} from "../interfaces/IEscrow.sol";
import {ISelfLimits} from "../interfaces/ISelfLimits.sol";
import {AccountSlot} from "../types/AccountSlot.sol";
import {CAPPED, EngineSlot} from "../types/EngineSlot.sol";
import {LockSlot} from "../types/LockSlot.sol";
import {EscrowStorage} from "./EscrowStorage.sol";

/// @title EscrowEngines: what engines do inside their own ring fences
/// @dev A ring fence belongs to `msg.sender`: an address that never locked anything has nothing to release, so
/// releases need no permission and cannot be stopped.
abstract contract EscrowEngines is EscrowStorage {
    uint8 internal constant LIMITED = 1;
    ISelfLimits internal immutable _selfLimits;

    /* LOCK */

    /// @inheritdoc IEscrow
    function lockFromWallet(uint256 marketId, address account, uint256 amount)
        external
        returns (uint256 poolTotal, bool limited)
    {
        (EngineSlot e, AccountSlot a) = _admit(account, true);
        (poolTotal, limited) = _lock(marketId, account, a, amount);
        _pull(account, amount);
        if (e.has(CAPPED)) _checkTvlCap();
    }

    /// @inheritdoc IEscrow
    function lockFromPermit(uint256 marketId, address account, uint256 amount, uint256 deadline, bytes calldata sig)
        external
        returns (uint256 poolTotal, bool limited)
    {
        (EngineSlot e, AccountSlot a) = _admit(account, true);
        (poolTotal, limited) = _lock(marketId, account, a, amount);
        _tryPermit(account, amount, deadline, sig);
        _pull(account, amount);
        if (e.has(CAPPED)) _checkTvlCap();
    }

    /// @inheritdoc IEscrow
    function lockFromAuthorization(
        uint256 marketId,
        address account,
        uint256 amount,
        bytes32 payloadHash,
        uint256 validAfter,
        uint256 validBefore,
        bytes calldata sig
    ) external returns (uint256 poolTotal, bool limited) {
        (EngineSlot e, AccountSlot a) = _admit(account, false);
        (poolTotal, limited) = _lock(marketId, account, a, amount);
        bytes32 nonce = keccak256(abi.encode(BET_TAG, block.chainid, address(this), msg.sender, payloadHash));
        _pullByAuthorization(account, amount, validAfter, validBefore, nonce, sig);
        if (e.has(CAPPED)) _checkTvlCap();
    }

    /// @inheritdoc IEscrow
    function lockFromCredit(uint256 marketId, address account, uint256 amount)
        external
        returns (uint256 poolTotal, bool limited)
    {
        (, AccountSlot a) = _admit(account, true);
        _takeCredit(_holders[account], amount);
        (poolTotal, limited) = _lock(marketId, account, a, amount);
    }

    /// @inheritdoc IEscrow
    function lockFromAllocation(uint256 marketId, address account, uint256 amount)
        external
        returns (uint256 poolTotal, bool limited)
    {
        (, AccountSlot a) = _admit(account, true);
        Allocation storage allocation = _allocations[msg.sender][account];
        uint64 have = allocation.amount;
        if (have < amount) revert InsufficientAllocation(have, amount);
        allocation.amount = have - uint64(amount);
        if (allocation.leaving > allocation.amount) allocation.leaving = allocation.amount;
        (poolTotal, limited) = _lock(marketId, account, a, amount);
    }

    /* RELEASE */

    /// @inheritdoc IEscrow
    function release(uint256 marketId, address account, uint256 amount, bool toCredit, bool limited)
        external
        returns (bool paidToWallet)
    {
        _takeFromLock(marketId, amount);
        if (limited) _report(account, amount);
        paidToWallet = _payOut(account, amount, toCredit);
        if (!paidToWallet && !toCredit) emit PayoutCredited(msg.sender, marketId, account, amount);
    }

    /// @inheritdoc IEscrow
    function releaseMany(
        uint256[] calldata marketIds,
        uint256[] calldata amounts,
        address account,
        bool toCredit,
        uint256 limited
    ) external returns (bool paidToWallet) {
        uint256 sum;
        uint256 reported;
        for (uint256 i; i < marketIds.length; ++i) {
            _takeFromLock(marketIds[i], amounts[i]);
            sum += amounts[i];
            if (limited >> i & 1 != 0) reported += amounts[i];
        }
        if (reported != 0) _report(account, reported);
        paidToWallet = _payOut(account, sum, toCredit);
        if (paidToWallet || toCredit) return paidToWallet;
        for (uint256 i; i < marketIds.length; ++i) {
            if (amounts[i] != 0) emit PayoutCredited(msg.sender, marketIds[i], account, amounts[i]);
        }
    }

    /// @inheritdoc IEscrow
    function takeFee(uint256 marketId, uint256 treasury, uint256 insurance) external {
        _takeFromLock(marketId, treasury + insurance);
        EngineSlot e = _engines[msg.sender];
        // Both casts fit: the ring fence held their sum.
        _engines[msg.sender] =
            e.withFees(e.feeTreasury() + uint64(treasury), e.feeInsurance() + uint64(insurance));
    }

    /* INTERNAL */

    /// @dev Check: the engine takes new money, and the account lets this engine lock its own.
    function _admit(address account, bool needsOptIn) private view returns (EngineSlot e, AccountSlot a) {
        e = _engines[msg.sender];
        _requireLive(e);
        a = _holders[account].slot;
        if (needsOptIn && !e.isOnFor(a.engineMask())) revert EngineNotOptedIn(e.id());
        if (block.timestamp < a.excludedUntil()) revert AccountExcluded(a.excludedUntil());
    }

    /// @dev Effect: the ring fence grows by what the caller brings in. Interaction: own limits, if the account has any.
    function _lock(uint256 marketId, address account, AccountSlot a, uint256 amount)
        private
        returns (uint256 poolTotal, bool limited)
    {
        uint64 added = _toUint64(amount);
        Fence storage fence = _fences[msg.sender][marketId];
        LockSlot l = fence.slot;
        poolTotal = l.everIn() + added; // reverts above 64 bits
        fence.slot = l.plus(added);
        limited = a.flags() & LIMITED != 0;
        if (limited) _selfLimits.onLock(account, added);
    }

    function _takeFromLock(uint256 marketId, uint256 amount) private {
        Fence storage fence = _fences[msg.sender][marketId];
        LockSlot l = fence.slot;
        if (l.amount() < amount) revert LockTooSmall(l.amount(), amount);
        fence.slot = l.minus(uint64(amount)); // it fits: not above a 64-bit amount
    }

    /// @dev A counter must never stand between a person and a payout.
    function _report(address account, uint256 amount) private {
        try _selfLimits.onRelease(account, uint64(amount)) {} catch {}
    }

    function _payOut(address account, uint256 amount, bool toCredit) private returns (bool paidToWallet) {
        paidToWallet = !toCredit && _tryPay(account, amount);
        if (!paidToWallet) _addCredit(account, amount);
    }
}
