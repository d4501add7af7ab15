// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDataStreamsSource} from "../../interfaces/IDataStreamsSource.sol";
import {IProof} from "../../interfaces/IProof.sol";
import {IVerifierProxy} from "../../interfaces/IVerifierProxy.sol";
import {StreamConfig} from "../../types/StreamConfig.sol";
import {StreamHead, StreamV10, StreamV11, StreamV3, StreamV8} from "../../types/StreamReports.sol";

contract DataStreamsSource is IDataStreamsSource {
    uint256 private constant MAX_SPAN = 2;
    uint256 private constant MAX_DELAY = 1 hours;
    int256 private constant CUT = 1e10; // from 18 decimals to 8

    /// @inheritdoc IProof
    function checkConfig(bytes calldata sourceConfig) external view {
        StreamConfig memory config = abi.decode(sourceConfig, (StreamConfig));
        if (config.verifier.code.length == 0) revert WrongVerifier();
        if (config.delay > MAX_DELAY) revert DelayTooLong(config.delay);
        uint16 schema = _schemaOf(config.feedId);
        _lengthOf(schema); // reverts for an unknown one
        bool saysStatus = schema != 3;
        if (saysStatus != (config.marketStatus != 0)) revert WrongMarketStatus(config.marketStatus);
    }

    /// @inheritdoc IProof
    function verify(bytes calldata sourceConfig, uint32 observeAt, bytes32 subject, bytes calldata proof)
        external
        returns (int64)
    {
        StreamConfig memory config = abi.decode(sourceConfig, (StreamConfig));
        if (subject != 0) revert SubjectNotEmpty();
        bytes memory report = IVerifierProxy(config.verifier).verify(proof, "");
        (StreamHead memory head, int192 price, uint32 status) = _read(_schemaOf(config.feedId), report);
        _checkHead(head, config, observeAt);
        if (status != config.marketStatus) revert WrongMarketStatus(status);
        return _toPrice(price);
    }

    function _checkHead(StreamHead memory head, StreamConfig memory config, uint256 observeAt) private view {
        if (head.feedId != config.feedId) revert WrongStream(head.feedId);
        uint256 at = observeAt + config.delay;
        bool holds = head.validFrom <= at && at <= head.observedAt && head.observedAt - head.validFrom <= MAX_SPAN;
        if (!holds) revert WrongTime(head.validFrom, head.observedAt);
        if (block.timestamp > head.expiresAt) revert ReportExpired(head.expiresAt);
    }

    /// @dev `status` is 0 in version 3, which says nothing of its market.
    function _read(uint16 schema, bytes memory report)
        private
        pure
        returns (StreamHead memory head, int192 price, uint32 status)
    {
        if (report.length != _lengthOf(schema)) revert WrongLength(report.length);
        if (schema == 3) {
            StreamV3 memory v3 = abi.decode(report, (StreamV3));
            return (v3.head, v3.benchmarkPrice, 0);
        }
        if (schema == 8) {
            StreamV8 memory v8 = abi.decode(report, (StreamV8));
            return (v8.head, v8.midPrice, v8.marketStatus);
        }
        if (schema == 10) {
            StreamV10 memory v10 = abi.decode(report, (StreamV10));
            return (v10.head, v10.price, v10.marketStatus);
        }
        StreamV11 memory v11 = abi.decode(report, (StreamV11));
        return (v11.head, v11.lastTradedPrice, v11.marketStatus);
    }

    /// @dev Toward zero, as Solidity divides.
    function _toPrice(int192 price) private pure returns (int64) {
        int256 cut = int256(price) / CUT;
        if (cut <= 0 || cut > type(int64).max) revert BadPrice(price);
        return int64(cut);
    }

    function _schemaOf(bytes32 feedId) private pure returns (uint16) {
        return uint16(bytes2(feedId));
    }

    /// @dev Bytes of a report.
    function _lengthOf(uint16 schema) private pure returns (uint256) {
        if (schema == 3 || schema == 8) return 9 * 32;
        if (schema == 10) return 13 * 32;
        if (schema == 11) return 14 * 32;
        revert UnknownSchema(schema);
    }
}
