// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IChainlinkFeedSource} from "../../interfaces/IChainlinkFeedSource.sol";
import {IPriceFeed} from "../../interfaces/IPriceFeed.sol";
import {IProof} from "../../interfaces/IProof.sol";
import {FeedConfig} from "../../types/FeedConfig.sol";

contract ChainlinkFeedSource is IChainlinkFeedSource {
    uint256 private constant MIN_SETTLE_DELAY = 60;
    uint8 private constant DECIMALS = 8;

    /// @inheritdoc IProof
    function checkConfig(bytes calldata sourceConfig) external view {
        FeedConfig memory config = abi.decode(sourceConfig, (FeedConfig));
        if (config.maxAge == 0 || config.settleDelay < MIN_SETTLE_DELAY) revert BadTiming();
        if (config.feed.code.length == 0) revert WrongFeed();

        IPriceFeed feed = IPriceFeed(config.feed);
        if (keccak256(bytes(feed.description())) != config.descriptionHash) revert WrongFeed();
        if (feed.decimals() != DECIMALS) revert WrongFeed();
        if (feed.phaseId() != config.phaseId) revert PhaseChanged(feed.phaseId());
    }

    /// @inheritdoc IProof
    function verify(bytes calldata sourceConfig, uint32 observeAt, bytes32 subject, bytes calldata proof)
        external
        view
        returns (int64)
    {
        FeedConfig memory config = abi.decode(sourceConfig, (FeedConfig));
        uint80 roundId = abi.decode(proof, (uint80));
        if (subject != 0) revert SubjectNotEmpty();
        if (roundId >> 64 != config.phaseId) revert PhaseChanged(uint16(roundId >> 64));

        (int256 answer, uint256 updatedAt) = _round(config.feed, roundId);
        if (updatedAt == 0 || updatedAt > observeAt) revert NoRound();
        if (observeAt - updatedAt > config.maxAge) revert StaleRound(updatedAt);
        if (!_isLast(config, roundId, observeAt)) revert RoundNotLast();
        if (answer <= 0 || answer > type(int64).max) revert BadAnswer(answer);
        return int64(answer);
    }

    function _isLast(FeedConfig memory config, uint80 roundId, uint32 observeAt) private view returns (bool) {
        uint80 next = roundId + 1;
        if (next >> 64 == config.phaseId) {
            (, uint256 updatedAt) = _round(config.feed, next);
            if (updatedAt != 0) return updatedAt > observeAt;
        }
        if (block.timestamp <= uint256(observeAt) + config.settleDelay) return false;
        (uint80 latest,,,,) = IPriceFeed(config.feed).latestRoundData();
        return latest == roundId;
    }

    /// @dev Zeros where the feed has no such round.
    function _round(address feed, uint80 roundId) private view returns (int256 answer, uint256 updatedAt) {
        try IPriceFeed(feed).getRoundData(roundId) returns (uint80, int256 a, uint256, uint256 at, uint80) {
            return (a, at);
        } catch {
            return (0, 0);
        }
    }
}
