// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILyingFeed} from "./ILyingFeed.sol";

contract LyingFeed is ILyingFeed {
    struct Round {
        bool set;
        int256 answer;
        uint256 updatedAt;
    }

    string public description = "BTC / USD";
    uint8 public decimals = 8;
    uint16 public phaseId = 1;
    bool private _zeros;
    uint80 private _latest;
    mapping(uint80 id => Round) private _rounds;

    /// @inheritdoc ILyingFeed
    function setRound(uint80 id, int256 answer, uint256 updatedAt) external {
        _rounds[id] = Round(true, answer, updatedAt);
    }

    /// @inheritdoc ILyingFeed
    function setLatest(uint80 id) external {
        _latest = id;
    }

    /// @inheritdoc ILyingFeed
    function setIdentity(string calldata description_, uint8 decimals_, uint16 phaseId_) external {
        (description, decimals, phaseId) = (description_, decimals_, phaseId_);
    }

    /// @inheritdoc ILyingFeed
    function answerZeros() external {
        _zeros = true;
    }

    function aggregator() external view returns (address) {
        return address(this);
    }

    function phaseAggregators(uint16) external view returns (address) {
        return address(this);
    }

    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return getRoundData(_latest);
    }

    function getRoundData(uint80 id) public view returns (uint80, int256, uint256, uint256, uint80) {
        Round memory round = _rounds[id];
        if (!round.set && !_zeros) revert NoDataPresent();
        return (id, round.answer, round.updatedAt, round.updatedAt, id);
    }
}
