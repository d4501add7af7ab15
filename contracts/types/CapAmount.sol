// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A round amount of USDC in one byte: 5-bit mantissa << 3 | 3-bit exponent, mantissa * 10^exponent USDC.
type CapAmount is uint8;

using {toUnits} for CapAmount global;

/// @notice Thrown when an amount is no mantissa of 0 to 31 times a power of ten of USDC up to 10^7.
error CapAmount_NotRepresentable(uint256 amount);

/// @notice The amount in micro-USDC, exact.
function toUnits(CapAmount packed) pure returns (uint256) {
    uint256 raw = CapAmount.unwrap(packed);
    return (raw >> 3) * 10 ** (6 + (raw & 7));
}

/// @notice Packs micro-USDC with the smallest mantissa, so that an amount has one form.
function packCapAmount(uint256 amount) pure returns (CapAmount) {
    if (amount == 0) return CapAmount.wrap(0);
    for (uint256 exponent = 8; exponent > 0;) {
        uint256 unit = 10 ** (6 + --exponent);
        if (amount % unit == 0 && amount / unit <= 31) return CapAmount.wrap(uint8((amount / unit) << 3 | exponent));
    }
    revert CapAmount_NotRepresentable(amount);
}
