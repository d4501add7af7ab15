// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title WeightLib: what a stake weighs when the pool is shared
/// @notice Twin of `mutuel.domain.weights`. Nothing is divided, so nothing is rounded.
library WeightLib {
    /// @notice Weight of one micro-USDC at `time`: k1 * (T - open) + (k0 - k1) * (T - time), or 1 on a flat curve.
    /// @param k0 factor at `open`, not below `k1`; both 0 to 15
    /// @param close the planned close T, also after an early close; `open <= time < close`
    function perUnit(uint256 k0, uint256 k1, uint256 open, uint256 close, uint256 time) internal pure returns (uint256) {
        if (k0 == k1) return 1;
        unchecked {
            return k1 * (close - open) + (k0 - k1) * (close - time); // below 2^37, as times are below 2^32
        }
    }

    /// @notice Weight of `stake` micro-USDC; below 2^72 by the bound that a market's creation checks.
    function weightOf(uint256 stake, uint256 k0, uint256 k1, uint256 open, uint256 close, uint256 time)
        internal
        pure
        returns (uint256)
    {
        if (k0 == k1) return stake;
        return stake * perUnit(k0, k1, open, close, time);
    }
}
