// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IEscrow} from "../interfaces/IEscrow.sol";
import {ISelfLimits} from "../interfaces/ISelfLimits.sol";
import {IUsdc} from "../interfaces/IUsdc.sol";
import {EscrowEngines} from "./EscrowEngines.sol";
import {EscrowUsers} from "./EscrowUsers.sol";
import {SelfLimits} from "./SelfLimits.sol";

/// @title Escrow: holds all users' USDC
/// @dev See IEscrow. This file is what governance may do; none of it lowers a balance or stops an exit.
contract Escrow is EscrowUsers, EscrowEngines, AccessManaged {
    uint256 private constant MAX_ENGINES = 32;
    uint256 private constant MAX_EXIT_DELAY = 24 hours;
    uint256 private constant PAUSE_LENGTH = 7 days;
    uint256 private constant PAUSE_INTERVAL = 30 days;

    address private _treasury;
    address private _insurance;

    constructor(address token, address authority) AccessManaged(authority) EIP712("Mutuel Escrow", "1") {
        if (token == address(0)) revert BadReceiver(token);
        _usdc = IUsdc(token);
        _selfLimits = new SelfLimits(this); // born together, so that neither can be exchanged
    }

    /* GOVERNANCE */

    /// @inheritdoc IEscrow
    function registerEngine(address engine, uint32 exitDelay, bool unstoppable) external restricted {
        bool full = _engineCount == MAX_ENGINES;
        if (full || _engines[engine].id != 0 || engine == address(0) || exitDelay > MAX_EXIT_DELAY) revert EngineNotAdded();
        uint8 id = ++_engineCount;
        bool genesis = !sealedForGenesis;
        Engine storage e = _engines[engine];
        e.id = id;
        e.genesis = genesis;
        e.unstoppable = unstoppable;
        e.exitDelayMinutes = uint16(exitDelay / 1 minutes);
        engineById[id] = engine;
        emit EngineRegistered(engine, id, genesis, unstoppable, exitDelay);
    }

    /// @inheritdoc IEscrow
    function seal() external restricted {
        if (sealedForGenesis) revert AlreadySealed();
        sealedForGenesis = true;
        emit Sealed();
    }

    /// @inheritdoc IEscrow
    function retire(address engine) external restricted {
        Engine storage e = _stoppable(engine);
        e.retired = true;
        emit EngineRetired(engine);
    }

    /// @inheritdoc IEscrow
    function pause(address engine) external restricted {
        Engine storage e = _stoppable(engine);
        uint40 last = e.lastPause;
        if (last != 0 && block.timestamp < last + PAUSE_INTERVAL) revert PausedTooRecently(last);
        e.lastPause = uint40(block.timestamp);
        e.pausedUntil = uint40(block.timestamp + PAUSE_LENGTH);
        emit EnginePaused(engine, e.pausedUntil);
    }

    /// @inheritdoc IEscrow
    function setTvlCap(uint64 cap) external restricted {
        tvlCap = cap;
        emit TvlCapSet(cap);
    }

    /// @inheritdoc IEscrow
    function setFeeReceivers(address treasury, address insurance) external restricted {
        if (treasury == address(0) || insurance == address(0)) revert BadReceiver(address(0));
        _treasury = treasury;
        _insurance = insurance;
        emit FeeReceiversSet(treasury, insurance);
    }

    /* FEES */

    /// @inheritdoc IEscrow
    function collectFees(address engine) external nonReentrant {
        Engine storage e = _engines[engine];
        (uint64 treasury, uint64 insurance) = (e.feeTreasury, e.feeInsurance);
        e.feeTreasury = 0;
        e.feeInsurance = 0;
        emit FeesCollected(engine, treasury, insurance);
        _forward(_treasury, treasury);
        _forward(_insurance, insurance);
    }

    /* SELF-LIMITS */

    /// @inheritdoc IEscrow
    function setAccountFlags(address account, uint8 flags, uint40 excludedUntil) external {
        if (msg.sender != address(_selfLimits)) revert NotSelfLimits();
        _accounts[account].flags = flags;
        _accounts[account].excludedUntil = excludedUntil;
        emit AccountFlagged(account, flags, excludedUntil);
    }

    /// @inheritdoc IEscrow
    function selfLimits() external view returns (address) {
        return address(_selfLimits);
    }

    /* INTERNAL */

    function _forward(address to, uint256 amount) private {
        if (amount == 0) return;
        if (to == address(0)) revert BadReceiver(to);
        if (!_tryPay(to, amount)) revert TransferFailed();
    }

    function _stoppable(address engine) private view returns (Engine storage e) {
        e = _engines[engine];
        if (e.id == 0) revert NotEngine();
        if (e.unstoppable) revert EngineIsUnstoppable();
    }
}
