// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IProof} from "./IProof.sol";

/// @title The price at a second, from one signed report of Chainlink Data Streams
/// @notice The value at T is the price of a report of the configured feed with validFrom <= T + delay <=
/// observationsTimestamp, at most 2 s long, not expired, in the configured phase of its market. Its 18 decimals are cut to
/// 8, toward zero, before anything is compared. Two networks may sign the same feed, so two values can be valid for one
/// T: Resolution keeps both extremes.
/// @dev Configuration: abi.encode(StreamConfig). Proof: the full report as the API gives it. Price of version 3:
/// benchmarkPrice, 8: midPrice, 10: price of the real share, 11: lastTradedPrice. Warning: the chain cannot tell a
/// stream's decimals; only streams with 18 may be configured.
interface IDataStreamsSource is IProof {
    /// @notice Thrown when the verifier is no contract.
    error WrongVerifier();
    /// @notice Thrown when the feed's reports have a layout that is not read here.
    error UnknownSchema(uint16 schema);
    /// @notice Thrown when the delay is above 1 h.
    error DelayTooLong(uint32 delay);
    /// @notice Thrown when the proof is about a particular subject; a feed prices one thing only.
    error SubjectNotEmpty();
    /// @notice Thrown when the report is of another feed.
    error WrongStream(bytes32 feedId);
    /// @notice Thrown when the report is not as long as its version says.
    error WrongLength(uint256 length);
    /// @notice Thrown when the report does not hold at the time observed, or for longer than 2 s.
    error WrongTime(uint32 validFrom, uint32 observedAt);
    /// @notice Thrown when the report may no longer be used.
    error ReportExpired(uint32 expiresAt);
    /// @notice Thrown when the market is in another phase than configured, or a phase is configured wrongly.
    error WrongMarketStatus(uint32 marketStatus);
    /// @notice Thrown when the price is not positive with 8 decimals, or does not fit 63 bits.
    error BadPrice(int192 price);
}
