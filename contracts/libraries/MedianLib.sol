// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What several sources say together. Twin of mutuel.domain.resolution.
library MedianLib {
    uint256 private constant BPS = 10_000;

    /// @notice Sorts in place, ascending, by insertion: at most 16 values come in.
    function sort(int64[] memory values) internal pure {
        for (uint256 i = 1; i < values.length; ++i) {
            int64 value = values[i];
            uint256 j = i;
            for (; j > 0 && values[j - 1] > value; --j) {
                values[j] = values[j - 1];
            }
            values[j] = value;
        }
    }

    /// @notice The middle of ascending values, the lower of two middles.
    function lowerMedian(int64[] memory ascending) internal pure returns (int64) {
        return ascending[(ascending.length - 1) / 2];
    }

    /// @notice Whether (max - min) / median of ascending positive values is strictly more than `allowedBps`.
    /// Compared as (max - min) * 10,000 > allowed * median: exact, so 50.5 basis points are more than 50.
    function spreadExceeds(int64[] memory ascending, uint256 allowedBps) internal pure returns (bool) {
        int256 range = int256(ascending[ascending.length - 1]) - ascending[0];
        return uint256(range) * BPS > allowedBps * uint256(int256(lowerMedian(ascending)));
    }
}
