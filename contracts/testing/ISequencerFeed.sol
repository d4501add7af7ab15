// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A sequencer uptime feed for a local chain
interface ISequencerFeed {
    error NotOperator();
    error Unreadable();

    /// @notice A change of state: a round of its own.
    /// @param since UTC seconds of the last change
    function set(bool down, uint64 since) external;

    /// @notice Every read reverts from now on.
    function breakDown() external;

    /// @notice One change, counted from 1; others are unreadable.
    function getRoundData(uint80 id)
        external
        view
        returns (uint80, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);

    /// @notice As Chainlink's: answer 0 for up, 1 for down, `startedAt` the last change.
    function latestRoundData()
        external
        view
        returns (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);
}
