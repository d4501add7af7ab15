// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Which Data Streams reports answer a question; `SourceConfig.verifierConfig` of that verifier.
/// @param verifier Chainlink's VerifierProxy of the chain
/// @param feedId its first two bytes are the version of the reports' layout: 3, 8, 10 or 11
/// @param delay seconds after `observeAt` at which the price is read, at most 1 h; 0 but for stocks, whose last trade of
/// the closing auction prints minutes after the close
/// @param marketStatus what the report must say of its market; 0 in version 3, which says nothing of it
struct StreamConfig {
    address verifier;
    bytes32 feedId;
    uint32 delay;
    uint32 marketStatus;
}
