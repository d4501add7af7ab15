// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Stakes, and weights where they differ, of a market's outcomes or of one account's position in it.
/// @dev Flat: word 0 holds five stakes of 48 bits. Weighted: each word holds two outcomes of 48 bits of stake and 72
/// of weight. The top 16 bits of word 0 belong to the owner of the words: a market keeps its merge map there, a
/// position whether the account has limits and when it last bet. One slot serves a flat market or a pair of outcomes.
struct PoolWords {
    uint256[3] words;
}
