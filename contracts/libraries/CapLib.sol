// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title CapLib: how much an account may stake in a market
/// @notice Twin of `mutuel.domain.limits`. Amounts in micro-USDC.
library CapLib {
    uint256 internal constant SHARE_DIVISOR = 20; // 5 % = 500 / 10,000

    /// @notice min(max, max(floor, floor(5 % of the pool, this bet included))).
    function capAt(uint256 floor, uint256 max, uint256 poolAfter) internal pure returns (uint256 cap) {
        cap = poolAfter / SHARE_DIVISOR;
        if (cap < floor) cap = floor;
        if (cap > max) cap = max;
    }

    /// @notice The largest further stake that an account holding `exposure` may place under its cap.
    /// @dev The stake x counts in the pool: e + x <= floor((p + x) / 20) is x <= floor((p - 20 e) / 19).
    function capLeftDown(uint256 floor, uint256 max, uint256 exposure, uint256 pool) internal pure returns (uint256) {
        uint256 byShare = monus(pool, SHARE_DIVISOR * exposure) / (SHARE_DIVISOR - 1);
        uint256 byFloor = monus(floor, exposure);
        uint256 byMax = monus(max, exposure);
        uint256 comfort = byShare > byFloor ? byShare : byFloor;
        return comfort < byMax ? comfort : byMax;
    }

    /// @notice a - b, or 0.
    function monus(uint256 a, uint256 b) internal pure returns (uint256) {
        return a > b ? a - b : 0;
    }
}
