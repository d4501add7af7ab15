// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISequencerFeed} from "./ISequencerFeed.sol";

/// @notice A sequencer uptime feed for a local chain: up since its creation until its operator says otherwise.
contract SequencerFeed is ISequencerFeed {
    address public immutable operator;
    bool public down;
    bool public broken;
    uint64 public since;

    constructor(address operator_) {
        operator = operator_;
        since = uint64(block.timestamp);
    }

    /// @inheritdoc ISequencerFeed
    function set(bool down_, uint64 since_) external {
        if (msg.sender != operator) revert NotOperator();
        (down, since) = (down_, since_);
    }

    /// @inheritdoc ISequencerFeed
    function breakDown() external {
        if (msg.sender != operator) revert NotOperator();
        broken = true;
    }

    /// @inheritdoc ISequencerFeed
    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        if (broken) revert Unreadable();
        return (1, down ? int256(1) : int256(0), since, since, 1);
    }
}
