// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IEscrow} from "../interfaces/IEscrow.sol";
import {ISelfLimits} from "../interfaces/ISelfLimits.sol";
import {IUsdc} from "../interfaces/IUsdc.sol";
import {CAPPED, EngineSlot, GENESIS, RETIRED, UNSTOPPABLE, newEngineSlot} from "../types/EngineSlot.sol";
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
        if (full || _engines[engine].id() != 0 || engine == address(0) || exitDelay > MAX_EXIT_DELAY) revert EngineNotAdded();
        uint8 id = ++_engineCount;
        bool genesis = !sealedForGenesis;
        uint256 flags = (genesis ? GENESIS : 0) | (unstoppable ? UNSTOPPABLE : 0) | (tvlCap != 0 ? CAPPED : 0);
        _engines[engine] = newEngineSlot(id, flags, exitDelay / 1 minutes);
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
        _engines[engine] = _stoppable(engine).with(RETIRED);
        emit EngineRetired(engine);
    }

    /// @inheritdoc IEscrow
    function pause(address engine) external restricted {
        EngineSlot e = _stoppable(engine);
        uint40 last = e.lastPause();
        if (last != 0 && block.timestamp < last + PAUSE_INTERVAL) revert PausedTooRecently(last);
        uint40 until = uint40(block.timestamp + PAUSE_LENGTH);
        _engines[engine] = e.paused(uint40(block.timestamp), until);
        emit EnginePaused(engine, until);
    }

    /// @inheritdoc IEscrow
    function setTvlCap(uint64 cap) external restricted {
        tvlCap = cap;
        for (uint8 id = 1; id <= _engineCount; ++id) {
            address engine = engineById[id];
            _engines[engine] = cap == 0 ? _engines[engine].without(CAPPED) : _engines[engine].with(CAPPED);
        }
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
    function collectFees(address engine) external {
        EngineSlot e = _engines[engine];
        (uint64 treasury, uint64 insurance) = (e.feeTreasury(), e.feeInsurance());
        _engines[engine] = e.withFees(0, 0);
        emit FeesCollected(engine, treasury, insurance);
        _forward(_treasury, treasury);
        _forward(_insurance, insurance);
    }

    /* SELF-LIMITS */

    /// @inheritdoc IEscrow
    function setAccountFlags(address account, uint8 flags, uint40 excludedUntil) external {
        if (msg.sender != address(_selfLimits)) revert NotSelfLimits();
        _holders[account].slot = _holders[account].slot.withFlags(flags, excludedUntil);
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

    function _stoppable(address engine) private view returns (EngineSlot e) {
        e = _engines[engine];
        if (e.id() == 0) revert NotEngine();
        if (e.has(UNSTOPPABLE)) revert EngineIsUnstoppable();
    }
}
