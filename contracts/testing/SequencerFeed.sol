// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ISequencerFeed} from "./ISequencerFeed.sol";

/// @notice A sequencer uptime feed for a local chain: up since its creation until its operator says otherwise.
contract SequencerFeed is ISequencerFeed {
    struct Change {
        bool down;
        uint64 since;
    }

    address public immutable operator;
    bool public broken;
    Change[] private _changes;

    constructor(address operator_) {
        operator = operator_;
        _changes.push(Change(false, uint64(block.timestamp)));
    }

    /// @inheritdoc ISequencerFeed
    function set(bool down_, uint64 since_) external {
        if (msg.sender != operator) revert NotOperator();
        _changes.push(Change(down_, since_));
    }

    /// @inheritdoc ISequencerFeed
    function breakDown() external {
        if (msg.sender != operator) revert NotOperator();
        broken = true;
    }

    /// @inheritdoc ISequencerFeed
    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return getRoundData(uint80(_changes.length));
    }

    /// @inheritdoc ISequencerFeed
    function getRoundData(uint80 id) public view returns (uint80, int256, uint256, uint256, uint80) {
        if (broken || id == 0 || id > _changes.length) revert Unreadable();
        Change memory change = _changes[id - 1];
        return (id, change.down ? int256(1) : int256(0), change.since, change.since, id);
    }
}
