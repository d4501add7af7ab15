// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Treasury: the house's own USDC, never users'
interface ITreasury {
    event Paid(address indexed to, uint256 amount, bytes32 indexed reason);
    event DailyLimitSet(uint256 limit);

    /// @notice Thrown when a payment passes what may still be paid today; larger ones go through the timelock.
    error DailyLimitExceeded(uint256 left);
    error ZeroAddress();

    /// @notice Pays within the daily limit (UTC day). Role TREASURER.
    /// @param reason hash of the document that explains the payment
    function pay(address to, uint256 amount, bytes32 reason) external;

    /// @notice Pays without a limit. Timelock only (role ADMIN).
    function payLarge(address to, uint256 amount, bytes32 reason) external;

    /// @notice Role PARAMS.
    function setDailyLimit(uint256 limit) external;

    function dailyLimit() external view returns (uint256);

    /// @notice What may still be paid today.
    function leftToday() external view returns (uint256);
}
