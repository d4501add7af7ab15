// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title SelfLimits: a person's own limits, enforced on every lock
/// @notice Tighter at once; looser after 24 h and a confirmation. Limits never block a claim or a withdrawal.
/// @dev Kinds 0 to 5: stake per day, week, month; loss per day, week, month. UTC day, week from Monday, calendar
/// month. Loss = stakes locked minus payouts and refunds received in the same period. Amounts in micro-USDC;
/// `type(uint64).max` means no limit.
interface ISelfLimits {
    event LimitSet(address indexed account, uint8 kind, uint64 amount, uint40 effectiveAt);
    event Excluded(address indexed account, uint40 until);

    /// @notice Thrown for a kind above 5.
    error UnknownLimit(uint8 kind);
    /// @notice Thrown when a looser limit is confirmed before its time or none is pending.
    error NothingToConfirm(uint40 effectiveAt);
    /// @notice Thrown when an exclusion would be shortened.
    error OnlyLater(uint40 until);
    /// @notice Thrown when a lock would pass a limit. `left` is what may still be staked.
    error LimitExceeded(uint8 kind, uint256 left);
    /// @notice Thrown when the caller is not Escrow.
    error NotEscrow();

    /// @notice Lowers a limit at once, or announces a higher one that `confirmLimit` makes effective after 24 h.
    function setLimit(uint8 kind, uint64 amount) external;

    /// @notice Makes an announced higher limit effective.
    function confirmLimit(uint8 kind) external;

    /// @notice Refuses every new lock of the caller until then; can only be moved later.
    function excludeUntil(uint40 until) external;

    /// @notice Checks and counts a stake. Escrow only, for flagged accounts only.
    function onLock(address account, uint64 amount) external;

    /// @notice Counts a payout or refund. Escrow only, for flagged accounts only; never reverts.
    function onRelease(address account, uint64 amount) external;

    /// @return amount in force, `pending` announced (0 if none), `effectiveAt` when it may be confirmed
    function limitOf(address account, uint8 kind)
        external
        view
        returns (uint64 amount, uint64 pending, uint40 effectiveAt);

    /// @notice What the account may still stake now under all its limits.
    function leftOf(address account) external view returns (uint256);
}
