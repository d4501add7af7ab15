// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What Mutuel uses of a Chainlink feed proxy (EACAggregatorProxy)
/// @notice Each generation of a feed's aggregator is a phase; a proxy's round id = phase << 64 | aggregator's round.
/// @dev Warning: a round that does not exist may revert or answer zeros; both mean "no data". `answeredInRound` is
/// deprecated and never read.
interface IPriceFeed {
    function getRoundData(uint80 roundId)
        external
        view
        returns (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);

    /// @notice The current phase's last round. A sequencer uptime feed answers 0 for up and 1 for down, `startedAt`
    /// the time of the last change.
    function latestRoundData()
        external
        view
        returns (uint80 id, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);

    function decimals() external view returns (uint8);

    /// @notice For example "BTC / USD".
    function description() external view returns (string memory);

    /// @notice The current phase.
    function phaseId() external view returns (uint16);

    /// @notice The current phase's aggregator.
    function aggregator() external view returns (address);

    function phaseAggregators(uint16 phase) external view returns (address);
}

/// @notice What the aggregator behind a proxy announces.
interface IPriceAggregator {
    /// @param roundId the aggregator's own, without the phase
    event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt);
}
