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
        else if (outcome < 2) self.words[0] += _pair(outcome, stake, weight);
        else self.words[outcome / 2] += _pair(outcome % 2, stake, weight);
    }

    /// @notice Adds one bet and replaces the header; `first` is word 0 as it was read.
    function addWithHeader(
        PoolWords storage self,
        uint256 first,
        uint256 newHeader,
        bool flat,
        uint256 outcome,
        uint256 stake,
        uint256 weight
    ) internal {
        uint256 word = first & BODY_MASK | newHeader << HEADER_SHIFT;
        if (flat) {
            self.words[0] = word + (stake << STAKE_BITS * outcome);
        } else if (outcome < 2) {
            self.words[0] = word + _pair(outcome, stake, weight);
        } else {
            self.words[0] = word;
            self.words[outcome / 2] += _pair(outcome % 2, stake, weight);
        }
    }

    /// @notice The header in word 0.
    function headerOf(uint256 first) internal pure returns (uint16) {
        return uint16(first >> HEADER_SHIFT);
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
    function total(PoolWords storage self, bool flat, uint256 outcomes) internal view returns (uint256) {
        return totalWith(self, self.words[0], flat, outcomes);
    }

    /// @notice The same; `first` is word 0 as it was read.
    function totalWith(PoolWords storage self, uint256 first, bool flat, uint256 outcomes)
        internal
        view
        returns (uint256 stakes)
    {
        if (flat) return flatTotal(first);
        stakes = _pairTotal(first);
        if (outcomes > 2) stakes += _pairTotal(self.words[1]);
        if (outcomes > 4) stakes += _pairTotal(self.words[2]);
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

    /// @notice Stake of all outcomes of a flat market; lanes of outcomes that it does not have are 0.
    function flatTotal(uint256 word) internal pure returns (uint256) {
        unchecked {
            return (word & STAKE_MASK) + (word >> 48 & STAKE_MASK) + (word >> 96 & STAKE_MASK)
                + (word >> 144 & STAKE_MASK) + (word >> 192 & STAKE_MASK);
        }
    }

    /// @dev One bet in its lanes of a word of two outcomes; `place` is 0 or 1.
    function _pair(uint256 place, uint256 stake, uint256 weight) private pure returns (uint256) {
        unchecked {
            return (stake | weight << STAKE_BITS) << PAIR_BITS * place;
        }
    }

    function _pairTotal(uint256 word) private pure returns (uint256) {
        unchecked {
            return (word & STAKE_MASK) + (word >> PAIR_BITS & STAKE_MASK);
        }
    }
}
