// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice A round amount of USDC in one byte: 5-bit mantissa << 3 | 3-bit exponent, mantissa * 10^exponent USDC.
type CapAmount is uint8;

/// @dev 10^0 to 10^7 in 24 bits each: a shift costs a third of an exponentiation.
uint256 constant POWERS = 1 | 10 << 24 | 100 << 48 | 1e3 << 72 | 1e4 << 96 | 1e5 << 120 | 1e6 << 144 | 1e7 << 168;

using {toUnits} for CapAmount global;

/// @notice The amount in micro-USDC, exact.
function toUnits(CapAmount packed) pure returns (uint256) {
    uint256 raw = CapAmount.unwrap(packed);
    unchecked {
        return (raw >> 3) * (POWERS >> 24 * (raw & 7) & type(uint24).max) * 1e6; // at most 31 * 10^13
    }
}

/// @notice Whether an amount of micro-USDC is a mantissa of 0 to 31 times a power of ten of USDC up to 10^7.
function isCapAmount(uint256 amount) pure returns (bool) {
    return packCapAmount(amount).toUnits() == amount;
}

/// @notice Packs micro-USDC with the smallest mantissa, so that an amount has one form; 0 if it has none.
function packCapAmount(uint256 amount) pure returns (CapAmount) {
    for (uint256 exponent = 8; exponent > 0;) {
        uint256 unit = 10 ** (6 + --exponent);
        uint256 mantissa = amount / unit;
        bool exact = mantissa * unit == amount;
        if (exact && mantissa != 0 && mantissa <= 31) return CapAmount.wrap(uint8(mantissa << 3 | exponent));
    }
    return CapAmount.wrap(0);
}
