// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice An engine of Escrow in one slot. From the lowest bit: id 8 | flags 8 | pausedUntil 40 | lastPause 40 |
/// feeTreasury 64 | feeInsurance 64 | exitDelayMinutes 16. See `IEscrow.Engine` for the fields.
/// @dev The flag CAPPED repeats whether a TVL cap is set, so that a bet reads the cap only when there is one.
type EngineSlot is uint256;

using {
    id,
    has,
    pausedUntil,
    lastPause,
    feeTreasury,
    feeInsurance,
    exitDelayMinutes,
    isOnFor,
    with,
    without,
    paused,
    withFees
} for EngineSlot global;

uint256 constant GENESIS = 1 << 8;
uint256 constant RETIRED = 1 << 9;
uint256 constant UNSTOPPABLE = 1 << 10;
uint256 constant CAPPED = 1 << 11;
uint256 constant PAUSES_MASK = uint256(type(uint80).max) << 16;
uint256 constant FEES_MASK = uint256(type(uint128).max) << 96;

function newEngineSlot(uint8 id_, uint256 flags, uint256 exitDelayMinutes_) pure returns (EngineSlot) {
    return EngineSlot.wrap(id_ | flags | exitDelayMinutes_ << 224);
}

function id(EngineSlot e) pure returns (uint8) {
    return uint8(EngineSlot.unwrap(e));
}

function has(EngineSlot e, uint256 flag) pure returns (bool) {
    return EngineSlot.unwrap(e) & flag != 0;
}

function pausedUntil(EngineSlot e) pure returns (uint40) {
    return uint40(EngineSlot.unwrap(e) >> 16);
}

function lastPause(EngineSlot e) pure returns (uint40) {
    return uint40(EngineSlot.unwrap(e) >> 56);
}

function feeTreasury(EngineSlot e) pure returns (uint64) {
    return uint64(EngineSlot.unwrap(e) >> 96);
}

function feeInsurance(EngineSlot e) pure returns (uint64) {
    return uint64(EngineSlot.unwrap(e) >> 160);
}

function exitDelayMinutes(EngineSlot e) pure returns (uint16) {
    return uint16(EngineSlot.unwrap(e) >> 224);
}

/// @notice Whether an account with this mask lets the engine lock its money: a set bit turns the default around,
/// which is on for genesis engines and off for later ones.
function isOnFor(EngineSlot e, uint32 engineMask) pure returns (bool) {
    return e.has(GENESIS) != (engineMask >> (e.id() - 1) & 1 == 1);
}

function with(EngineSlot e, uint256 flag) pure returns (EngineSlot) {
    return EngineSlot.wrap(EngineSlot.unwrap(e) | flag);
}

function without(EngineSlot e, uint256 flag) pure returns (EngineSlot) {
    return EngineSlot.wrap(EngineSlot.unwrap(e) & ~flag);
}

function paused(EngineSlot e, uint40 since, uint40 until) pure returns (EngineSlot) {
    return EngineSlot.wrap(EngineSlot.unwrap(e) & ~PAUSES_MASK | uint256(until) << 16 | uint256(since) << 56);
}

function withFees(EngineSlot e, uint64 treasury, uint64 insurance) pure returns (EngineSlot) {
    return EngineSlot.wrap(EngineSlot.unwrap(e) & ~FEES_MASK | uint256(treasury) << 96 | uint256(insurance) << 160);
}
