// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IEscrow} from "../interfaces/IEscrow.sol";
import {IUsdc} from "../interfaces/IUsdc.sol";
import {AccountSlot} from "../types/AccountSlot.sol";
import {EngineSlot, GENESIS, RETIRED, UNSTOPPABLE} from "../types/EngineSlot.sol";
import {LockSlot} from "../types/LockSlot.sol";

/// @title EscrowStorage: what Escrow keeps, and the few ways in which it changes
/// @dev Every function finishes its own bookkeeping before the token is called, and the three places that call it
/// share one guard, so that no money moves while money moves.
abstract contract EscrowStorage is IEscrow, ReentrancyGuardTransient {
    using SafeERC20 for IUsdc;

    /// @dev Structs of one word, so that a place in storage can be found once, then read and written.
    struct Holder {
        AccountSlot slot;
    }

    struct Fence {
        LockSlot slot;
    }

    /// @param amount allocated, including what is leaving
    struct Allocation {
        uint64 amount;
        uint64 leaving;
        uint40 leaveAt;
    }

    /* CONSTANTS AND IMMUTABLES */

    /// @dev What an authorization's nonce is bound to, so that a pending bet cannot be turned into a deposit.
    bytes32 internal constant BET_TAG = keccak256("Mutuel.Bet");
    bytes32 internal constant DEPOSIT_TAG = keccak256("Mutuel.Deposit");
    IUsdc internal immutable _usdc;

    /* STORAGE */

    mapping(address account => Holder) internal _holders;
    mapping(address engine => EngineSlot) internal _engines;
    mapping(address engine => mapping(uint256 marketId => Fence)) internal _fences;
    mapping(address engine => mapping(address account => Allocation)) internal _allocations;
    /// @inheritdoc IEscrow
    mapping(uint8 id => address) public engineById;
    /// @inheritdoc IEscrow
    uint64 public tvlCap;
    /// @inheritdoc IEscrow
    bool public sealedForGenesis;
    uint8 internal _engineCount;

    /* VIEWS */

    /// @inheritdoc IEscrow
    function usdc() external view returns (address) {
        return address(_usdc);
    }

    /// @inheritdoc IEscrow
    function accountOf(address account) external view returns (Account memory) {
        AccountSlot a = _holders[account].slot;
        return Account(a.credit(), a.engineMask(), a.flags(), a.excludedUntil(), a.withdrawNonce());
    }

    /// @inheritdoc IEscrow
    function engineOf(address engine) external view returns (Engine memory) {
        EngineSlot e = _engines[engine];
        return Engine({
            id: e.id(),
            genesis: e.has(GENESIS),
            retired: e.has(RETIRED),
            unstoppable: e.has(UNSTOPPABLE),
            pausedUntil: e.pausedUntil(),
            lastPause: e.lastPause(),
            feeTreasury: e.feeTreasury(),
            feeInsurance: e.feeInsurance(),
            exitDelayMinutes: e.exitDelayMinutes()
        });
    }

    /// @inheritdoc IEscrow
    function isOptedIn(address account, address engine) external view returns (bool) {
        EngineSlot e = _engines[engine];
        return e.id() != 0 && e.isOnFor(_holders[account].slot.engineMask());
    }

    /// @inheritdoc IEscrow
    function lockedOf(address engine, uint256 marketId) external view returns (uint256 amount, uint256 everIn) {
        LockSlot l = _fences[engine][marketId].slot;
        return (l.amount(), l.everIn());
    }

    /// @inheritdoc IEscrow
    function allocationOf(address engine, address account)
        external
        view
        returns (uint256 amount, uint256 leaving, uint40 leaveAt)
    {
        Allocation memory a = _allocations[engine][account];
        return (a.amount, a.leaving, a.leaveAt);
    }

    /* INTERNAL */

    function _requireLive(EngineSlot e) internal view {
        if (e.id() == 0) revert NotEngine();
        if (e.has(RETIRED)) revert EngineIsRetired();
        if (block.timestamp < e.pausedUntil()) revert EnginePausedUntil(e.pausedUntil());
    }

    function _addCredit(address account, uint256 amount) internal {
        Holder storage holder = _holders[account];
        AccountSlot a = holder.slot;
        holder.slot = a.withCredit(a.credit() + _toUint64(amount));
    }

    function _takeCredit(Holder storage holder, uint256 amount) internal {
        AccountSlot a = holder.slot;
        uint64 have = a.credit();
        if (have < amount) revert InsufficientCredit(have, amount);
        unchecked {
            holder.slot = a.withCredit(have - uint64(amount)); // amount <= have < 2^64
        }
    }

    /// @dev The token is trusted to move exactly what it says.
    function _pull(address from, uint256 amount) internal nonReentrant {
        if (!_usdc.trySafeTransferFrom(from, address(this), amount)) revert TransferFailed();
    }

    /// @dev An authorization that fails reverts with the token's own reason; there is nothing to fall back to.
    function _pullByAuthorization(
        address from,
        uint256 amount,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata sig
    ) internal nonReentrant {
        _usdc.receiveWithAuthorization(from, address(this), amount, validAfter, validBefore, nonce, sig);
    }

    /// @dev A permit that somebody else already submitted must not stop the payer: the allowance decides.
    function _tryPermit(address owner, uint256 amount, uint256 deadline, bytes calldata sig) internal {
        try _usdc.permit(owner, address(this), amount, deadline, sig) {} catch {}
    }

    /// @dev False when the token refuses, in whatever way. No gas is held back: whoever starves the transfer also
    /// starves what follows, so the whole call reverts.
    function _tryPay(address to, uint256 amount) internal nonReentrant returns (bool) {
        return _usdc.trySafeTransfer(to, amount);
    }

    /// @dev The cap bounds what is at stake; it is no accounting.
    function _checkTvlCap() internal view {
        uint256 cap = tvlCap;
        if (cap != 0 && _usdc.balanceOf(address(this)) > cap) revert TvlCapReached(cap);
    }

    function _toUint64(uint256 amount) internal pure returns (uint64) {
        if (amount == 0 || amount > type(uint64).max) revert BadAmount(amount);
        return uint64(amount);
    }
}
