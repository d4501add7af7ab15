// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice An account of Escrow in one slot. From the lowest bit: credit 64 | engineMask 32 | flags 8 |
/// excludedUntil 40 | withdrawNonce 64 | unused 48. See `IEscrow.Account` for the fields.
/// @dev One word instead of a struct: a lock reads and writes it once.
type AccountSlot is uint256;

using {
    credit,
    engineMask,
    flags,
    excludedUntil,
    withdrawNonce,
    withCredit,
    withFlags,
    nextNonce,
    toggled
} for AccountSlot global;

uint256 constant CREDIT_MASK = type(uint64).max;
uint256 constant FLAGS_MASK = uint256(type(uint48).max) << 96; // flags and excludedUntil

function credit(AccountSlot a) pure returns (uint64) {
    return uint64(AccountSlot.unwrap(a));
}

function engineMask(AccountSlot a) pure returns (uint32) {
    return uint32(AccountSlot.unwrap(a) >> 64);
}

function flags(AccountSlot a) pure returns (uint8) {
    return uint8(AccountSlot.unwrap(a) >> 96);
}

function excludedUntil(AccountSlot a) pure returns (uint40) {
    return uint40(AccountSlot.unwrap(a) >> 104);
}

function withdrawNonce(AccountSlot a) pure returns (uint64) {
    return uint64(AccountSlot.unwrap(a) >> 144);
}

function withCredit(AccountSlot a, uint64 amount) pure returns (AccountSlot) {
    return AccountSlot.wrap(AccountSlot.unwrap(a) & ~CREDIT_MASK | amount);
}

function withFlags(AccountSlot a, uint8 newFlags, uint40 until) pure returns (AccountSlot) {
    return AccountSlot.wrap(AccountSlot.unwrap(a) & ~FLAGS_MASK | uint256(newFlags) << 96 | uint256(until) << 104);
}

/// @dev 2^64 signed messages of one account do not happen.
function nextNonce(AccountSlot a) pure returns (AccountSlot) {
    return AccountSlot.wrap(AccountSlot.unwrap(a) + (1 << 144));
}

/// @notice The account's choice for engine `id`, 1 to 32, turned around.
function toggled(AccountSlot a, uint8 id) pure returns (AccountSlot) {
    return AccountSlot.wrap(AccountSlot.unwrap(a) ^ 1 << 63 + uint256(id));
}
