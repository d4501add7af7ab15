// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PoolWords} from "../types/PoolWords.sol";

/// @title PoolLib: reads and writes packed stakes and weights
/// @dev A market's `maxPool` is below 2^48 and its weights below 2^72 (checked when it is created), so no lane of a
/// market or of a position can overflow into the next.
library PoolLib {
    uint256 private constant STAKE_BITS = 48;
    uint256 private constant PAIR_BITS = 120;
    uint256 private constant HEADER_SHIFT = 240;
    uint256 private constant STAKE_MASK = (1 << STAKE_BITS) - 1;
    uint256 private constant WEIGHT_MASK = (1 << PAIR_BITS - STAKE_BITS) - 1;
    uint256 private constant BODY_MASK = (1 << HEADER_SHIFT) - 1;

    /// @notice Adds one bet; the header stays.
    function add(PoolWords storage self, bool flat, uint256 outcome, uint256 stake, uint256 weight) internal {
        if (flat) self.words[0] += stake << STAKE_BITS * outcome;
        else self.words[outcome / 2] += (stake | weight << STAKE_BITS) << PAIR_BITS * (outcome % 2);
    }

    function header(PoolWords storage self) internal view returns (uint16) {
        return uint16(self.words[0] >> HEADER_SHIFT);
    }

    function setHeader(PoolWords storage self, uint16 value) internal {
        self.words[0] = self.words[0] & BODY_MASK | uint256(value) << HEADER_SHIFT;
    }

    /// @notice Forgets everything, also the header.
    function clear(PoolWords storage self, bool flat, uint256 outcomes) internal {
        self.words[0] = 0;
        if (flat) return;
        if (outcomes > 2) self.words[1] = 0;
        if (outcomes > 4) self.words[2] = 0;
    }

    /// @notice Stake and weight of one outcome; they are equal in a flat pool.
    function outcomeOf(PoolWords storage self, bool flat, uint256 outcome)
        internal
        view
        returns (uint256 stake, uint256 weight)
    {
        if (flat) {
            stake = self.words[0] >> STAKE_BITS * outcome & STAKE_MASK;
            return (stake, stake);
        }
        uint256 pair = self.words[outcome / 2] >> PAIR_BITS * (outcome % 2);
        return (pair & STAKE_MASK, pair >> STAKE_BITS & WEIGHT_MASK);
    }

    /// @notice Stake of all outcomes together.
    function total(PoolWords storage self, bool flat, uint256 outcomes) internal view returns (uint256 stakes) {
        for (uint256 i; i < outcomes; ++i) {
            (uint256 stake,) = outcomeOf(self, flat, i);
            stakes += stake;
        }
    }

    /// @notice Stake and weight of the outcomes in `mask` together.
    function over(PoolWords storage self, bool flat, uint256 mask)
        internal
        view
        returns (uint256 stakes, uint256 weights)
    {
        for (uint256 i; mask != 0; ++i) {
            if (mask & 1 != 0) {
                (uint256 stake, uint256 weight) = outcomeOf(self, flat, i);
                stakes += stake;
                weights += weight;
            }
            mask >>= 1;
        }
    }

    /// @notice Stake and weight of each outcome.
    function all(PoolWords storage self, bool flat, uint256 outcomes)
        internal
        view
        returns (uint256[5] memory stakes, uint256[5] memory weights)
    {
        for (uint256 i; i < outcomes; ++i) {
            (stakes[i], weights[i]) = outcomeOf(self, flat, i);
        }
    }
}
