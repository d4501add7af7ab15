// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IEscrow} from "../interfaces/IEscrow.sol";
import {IUsdc} from "../interfaces/IUsdc.sol";

/// @title EscrowStorage: what Escrow keeps, and the few ways in which it changes
abstract contract EscrowStorage is IEscrow, ReentrancyGuardTransient {
    using SafeERC20 for IUsdc;

    /// @param amount what the ring fence holds now
    /// @param everIn everything ever locked: the pool's total, which survives payouts
    struct Lock {
        uint64 amount;
        uint64 everIn;
    }

    /// @param amount allocated, including what is leaving
    struct Allocation {
        uint64 amount;
        uint64 leaving;
        uint40 leaveAt;
    }

    /* CONSTANTS AND IMMUTABLES */

    /// @inheritdoc IEscrow
    bytes32 public constant BET_TAG = keccak256("Mutuel.Bet");
    /// @inheritdoc IEscrow
    bytes32 public constant DEPOSIT_TAG = keccak256("Mutuel.Deposit");
    IUsdc internal immutable _usdc;

    /* STORAGE */

    mapping(address account => Account) internal _accounts;
    mapping(address engine => Engine) internal _engines;
    mapping(address engine => mapping(uint256 marketId => Lock)) internal _locks;
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
        return _accounts[account];
    }

    /// @inheritdoc IEscrow
    function engineOf(address engine) external view returns (Engine memory) {
        return _engines[engine];
    }

    /// @inheritdoc IEscrow
    function isOptedIn(address account, address engine) external view returns (bool) {
        Engine memory e = _engines[engine];
        return e.id != 0 && _isOn(_accounts[account].engineMask, e);
    }

    /// @inheritdoc IEscrow
    function lockedOf(address engine, uint256 marketId) external view returns (uint256 amount, uint256 everIn) {
        Lock memory l = _locks[engine][marketId];
        return (l.amount, l.everIn);
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

    /// @dev A set bit of the mask turns the default around, which is on for genesis engines and off for later ones.
    function _isOn(uint32 engineMask, Engine memory e) internal pure returns (bool) {
        return e.genesis != (engineMask >> (e.id - 1) & 1 == 1);
    }

    function _requireLive(Engine memory e) internal view {
        if (e.id == 0) revert NotEngine();
        if (e.retired) revert EngineIsRetired();
        if (block.timestamp < e.pausedUntil) revert EnginePausedUntil(e.pausedUntil);
    }

    function _addCredit(address account, uint256 amount) internal {
        _accounts[account].credit += _toUint64(amount);
    }

    function _takeCredit(address account, uint256 amount) internal {
        uint64 have = _accounts[account].credit;
        if (have < amount) revert InsufficientCredit(have, amount);
        unchecked {
            _accounts[account].credit = have - uint64(amount); // amount <= have < 2^64
        }
    }

    /// @dev The token is trusted to move exactly what it says; the cap bounds what is at stake, it is no accounting.
    function _pull(address from, uint256 amount) internal {
        if (!_usdc.trySafeTransferFrom(from, address(this), amount)) revert TransferFailed();
        _checkTvlCap();
    }

    /// @dev An authorization that fails reverts with the token's own reason; there is nothing to fall back to.
    function _pullByAuthorization(
        address from,
        uint256 amount,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes calldata sig
    ) internal {
        _usdc.receiveWithAuthorization(from, address(this), amount, validAfter, validBefore, nonce, sig);
        _checkTvlCap();
    }

    /// @dev A permit that somebody else already submitted must not stop the payer: the allowance decides.
    function _tryPermit(address owner, uint256 amount, uint256 deadline, bytes calldata sig) internal {
        try _usdc.permit(owner, address(this), amount, deadline, sig) {} catch {}
    }

    /// @dev False when the token refuses, in whatever way. No gas is held back: whoever starves the transfer also
    /// starves what follows, so the whole call reverts.
    function _tryPay(address to, uint256 amount) internal returns (bool) {
        return _usdc.trySafeTransfer(to, amount);
    }

    function _checkTvlCap() internal view {
        uint256 cap = tvlCap;
        if (cap != 0 && _usdc.balanceOf(address(this)) > cap) revert TvlCapReached(cap);
    }

    function _toUint64(uint256 amount) internal pure returns (uint64) {
        if (amount == 0 || amount > type(uint64).max) revert BadAmount(amount);
        return uint64(amount);
    }
}
