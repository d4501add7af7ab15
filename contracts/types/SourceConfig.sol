// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Where a question's answer comes from; governed and immutable once added.
/// @param path 1 PROOF, 2 PROOF with reporters as fallback after 1 h, 3 REPORT
/// @param domain 0 price (value > 0), 1 match (value 0 or 1)
/// @param verifier checks proofs (IProof); zero for REPORT
/// @param verifierConfig opaque to Resolution, for example feed and phase
/// @param reporters who may sign reports, ascending, at most 16; none for PROOF
/// @param threshold signatures needed, at least 1 less than reporters
/// @param groups independence group of each entry of a report, in priority order, at most 16;
/// none for PROOF
/// @param quorum entries needed
/// @param minGroups different groups needed among them
/// @param maxSpreadBps (max - min) / median above which a report is a dispute
/// @param notBefore seconds from observeAt to the first report, below 24 h; negative for matches, which may be decided
/// before their latest end, down to -7 days
/// @param window challenge window in seconds, 1 h to 15 h
/// @param bond of proposer and challenger each, micro-USDC, 50 to 5,000 USDC
struct SourceConfig {
    uint8 path;
    uint8 domain;
    address verifier;
    bytes verifierConfig;
    address[] reporters;
    uint8 threshold;
    uint8[] groups;
    uint8 quorum;
    uint8 minGroups;
    uint16 maxSpreadBps;
    int32 notBefore;
    uint32 window;
    uint64 bond;
}
