// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IProof} from "./IProof.sol";

/// @title The price at a time, from the rounds of one Chainlink feed
/// @notice The value at T is the answer of the last round of the pinned phase with 0 < updatedAt <= T, not older than
/// `maxAge`. It is the last if the next round of the phase is later than T, or if it is the feed's latest and T is
/// more than `settleDelay` seconds ago. So there is one value for a T, and nobody can choose it.
/// @dev Configuration: abi.encode(FeedConfig). Proof: abi.encode(uint80 roundId), the proxy's id. A read that reverts
/// and a round of zeros both mean "no data". Warning: an SVR proxy publishes late; it may not be configured until
/// its delay is measured and below `settleDelay`.
interface IChainlinkFeedSource is IProof {
    /// @notice Thrown when the feed is no contract, or has another description or other than 8 decimals.
    error WrongFeed();
    /// @notice Thrown when the feed's phase, or the proof's, is not the pinned one.
    error PhaseChanged(uint16 phaseId);
    /// @notice Thrown when `maxAge` is 0 or `settleDelay` is under 60 s.
    error BadTiming();
    /// @notice Thrown when the proof is about a particular subject; a feed prices one thing only.
    error SubjectNotEmpty();
    /// @notice Thrown when the round does not exist, or is later than the time observed.
    error NoRound();
    /// @notice Thrown when the round is older than `maxAge`.
    error StaleRound(uint256 updatedAt);
    /// @notice Thrown when a later round of the phase may still be the last one.
    error RoundNotLast();
    /// @notice Thrown when the answer is not positive or does not fit 63 bits.
    error BadAnswer(int256 answer);
}
