// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrow} from "../interfaces/IEscrow.sol";
import {ISelfLimits} from "../interfaces/ISelfLimits.sol";
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
        nonReentrant
        returns (uint256 poolTotal, bool limited)
    {
        (poolTotal, limited) = _lock(marketId, account, amount, true);
        _pull(account, amount);
    }

    /// @inheritdoc IEscrow
    function lockFromPermit(uint256 marketId, address account, uint256 amount, uint256 deadline, bytes calldata sig)
        external
        nonReentrant
        returns (uint256 poolTotal, bool limited)
    {
        (poolTotal, limited) = _lock(marketId, account, amount, true);
        _tryPermit(account, amount, deadline, sig);
        _pull(account, amount);
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
    ) external nonReentrant returns (uint256 poolTotal, bool limited) {
        (poolTotal, limited) = _lock(marketId, account, amount, false);
        bytes32 nonce = keccak256(abi.encode(BET_TAG, block.chainid, address(this), msg.sender, payloadHash));
        _pullByAuthorization(account, amount, validAfter, validBefore, nonce, sig);
    }

    /// @inheritdoc IEscrow
    function lockFromCredit(uint256 marketId, address account, uint256 amount)
        external
        nonReentrant
        returns (uint256 poolTotal, bool limited)
    {
        (poolTotal, limited) = _lock(marketId, account, amount, true);
        _takeCredit(account, amount);
    }

    /// @inheritdoc IEscrow
    function lockFromAllocation(uint256 marketId, address account, uint256 amount)
        external
        nonReentrant
        returns (uint256 poolTotal, bool limited)
    {
        (poolTotal, limited) = _lock(marketId, account, amount, true);
        Allocation storage a = _allocations[msg.sender][account];
        uint64 have = a.amount;
        if (have < amount) revert InsufficientAllocation(have, amount);
        a.amount = have - uint64(amount);
        if (a.leaving > a.amount) a.leaving = a.amount;
    }

    /* RELEASE */

    /// @inheritdoc IEscrow
    function release(uint256 marketId, address account, uint256 amount, bool toCredit, bool limited)
        external
        nonReentrant
        returns (bool paidToWallet)
    {
        _takeFromLock(marketId, amount);
        paidToWallet = _payOut(account, amount, toCredit, limited);
        if (!paidToWallet && !toCredit) emit PayoutCredited(msg.sender, marketId, account, amount);
    }

    /// @inheritdoc IEscrow
    function releaseMany(
        uint256[] calldata marketIds,
        uint256[] calldata amounts,
        address account,
        bool toCredit,
        bool limited
    ) external nonReentrant returns (bool paidToWallet) {
        uint256 sum;
        for (uint256 i; i < marketIds.length; ++i) {
            _takeFromLock(marketIds[i], amounts[i]);
            sum += amounts[i];
        }
        paidToWallet = _payOut(account, sum, toCredit, limited);
        if (paidToWallet || toCredit) return paidToWallet;
        for (uint256 i; i < marketIds.length; ++i) {
            if (amounts[i] != 0) emit PayoutCredited(msg.sender, marketIds[i], account, amounts[i]);
        }
    }

    /// @inheritdoc IEscrow
    function takeFee(uint256 marketId, uint256 treasury, uint256 insurance) external {
        _takeFromLock(marketId, treasury + insurance);
        Engine storage e = _engines[msg.sender];
        e.feeTreasury += uint64(treasury); // both fit: the lock held their sum
        e.feeInsurance += uint64(insurance);
    }

    /* INTERNAL */

    /// @dev Check: engine, opt-in, exclusion, own limits. Effect: the ring fence grows by what the caller then brings in.
    function _lock(uint256 marketId, address account, uint256 amount, bool needsOptIn)
        private
        returns (uint256 poolTotal, bool limited)
    {
        Engine memory e = _engines[msg.sender];
        _requireLive(e);
        Account storage a = _accounts[account];
        if (needsOptIn && !_isOn(a.engineMask, e)) revert EngineNotOptedIn(e.id);
        if (block.timestamp < a.excludedUntil) revert AccountExcluded(a.excludedUntil);
        limited = a.flags & LIMITED != 0;

        uint64 added = _toUint64(amount);
        Lock memory l = _locks[msg.sender][marketId];
        poolTotal = l.everIn + added;
        _locks[msg.sender][marketId] = Lock(l.amount + added, uint64(poolTotal));
        if (limited) _selfLimits.onLock(account, added);
    }

    function _takeFromLock(uint256 marketId, uint256 amount) private {
        Lock storage l = _locks[msg.sender][marketId];
        uint64 have = l.amount;
        if (have < amount) revert LockTooSmall(have, amount);
        unchecked {
            l.amount = have - uint64(amount); // amount <= have < 2^64
        }
    }

    function _payOut(address account, uint256 amount, bool toCredit, bool limited) private returns (bool paidToWallet) {
        // A counter must never stand between a person and a payout.
        if (limited) try _selfLimits.onRelease(account, uint64(amount)) {} catch {}
        paidToWallet = !toCredit && _tryPay(account, amount);
        if (!paidToWallet) _addCredit(account, amount);
    }
}
