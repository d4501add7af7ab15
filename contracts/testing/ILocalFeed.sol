// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPriceFeed} from "../interfaces/IPriceFeed.sol";

/// @title A Chainlink feed for a local chain: its transmitter writes the rounds
interface ILocalFeed is IPriceFeed {
    error NotTransmitter();

    /// @notice Adds a round. A real aggregator stamps it with the block's time; here the transmitter gives the time, so
    /// that a history can be replayed.
    /// @param updatedAt UTC seconds; 0 makes a round that does not exist
    function transmit(int192 answer, uint64 updatedAt) external;

    /// @notice Starts a new phase with a new, empty aggregator.
    function nextPhase() external;
}
