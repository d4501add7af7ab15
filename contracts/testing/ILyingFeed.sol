// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPriceFeed} from "../interfaces/IPriceFeed.sol";

/// @title A feed that says whatever a test tells it: lies, zeros, gaps, phases that jump
interface ILyingFeed is IPriceFeed {
    error NoDataPresent();

    /// @param id with the phase
    function setRound(uint80 id, int256 answer, uint256 updatedAt) external;

    function setLatest(uint80 id) external;

    function setIdentity(string calldata description, uint8 decimals, uint16 phaseId) external;

    /// @notice Rounds that were never set answer zeros from now on instead of reverting.
    function answerZeros() external;
}
