// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A ring fence of Escrow in one slot. From the lowest bit: amount 64, what it holds now | everIn 64, all
/// that was ever locked, which survives payouts | unused 128.
type LockSlot is uint256;

using {amount, everIn, plus, minus} for LockSlot global;

function amount(LockSlot l) pure returns (uint64) {
    return uint64(LockSlot.unwrap(l));
}

function everIn(LockSlot l) pure returns (uint64) {
    return uint64(LockSlot.unwrap(l) >> 64);
}

/// @dev The caller checks that `everIn`, which is never below `amount`, still fits.
function plus(LockSlot l, uint64 added) pure returns (LockSlot) {
    return LockSlot.wrap(LockSlot.unwrap(l) + (uint256(added) << 64 | added));
}

/// @dev The caller checks that `amount` is enough.
function minus(LockSlot l, uint64 taken) pure returns (LockSlot) {
    return LockSlot.wrap(LockSlot.unwrap(l) - taken);
}
