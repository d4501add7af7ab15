// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Which rounds of which Chainlink feed answer a question; `SourceConfig.verifierConfig` of that verifier.
/// @param feed the proxy
/// @param phaseId the one generation of the aggregator whose rounds count
/// @param maxAge seconds before `observeAt` beyond which the last round is too old to count
/// @param settleDelay seconds after `observeAt` before the feed's latest round counts as the last one, at least 60
/// @param descriptionHash keccak256 of the feed's description, for example "BTC / USD"
struct FeedConfig {
    address feed;
    uint16 phaseId;
    uint32 maxAge;
    uint32 settleDelay;
    bytes32 descriptionHash;
}
