// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Where a question stands. FINAL and VOID are for ever.
enum QuestionState {
    NONE,
    PROPOSED,
    CHALLENGED,
    DISPUTED,
    RULED,
    FINAL,
    VOID
}
