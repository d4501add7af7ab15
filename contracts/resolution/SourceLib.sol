// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IProof} from "../interfaces/IProof.sol";
import {IResolution} from "../interfaces/IResolution.sol";
import {SourceConfig} from "../types/SourceConfig.sol";

/// @notice What a source's configuration must satisfy; `SourceInvalid` names the position of the field that does not.
library SourceLib {
    uint8 internal constant PROOF = 1;
    uint8 internal constant PROOF_WITH_FALLBACK = 2;
    uint8 internal constant REPORT = 3;

    uint8 internal constant PRICE = 0;
    uint8 internal constant MATCH = 1;

    uint256 private constant MAX_ENTRIES = 16;
    uint256 private constant MAX_SPREAD_BPS = 10_000;
    int32 private constant LATEST_REPORT = 24 hours;
    int32 private constant EARLIEST_MATCH_REPORT = -7 days;
    uint256 private constant MIN_WINDOW = 1 hours;
    uint256 private constant MAX_WINDOW = 15 hours; // longer, and a question could outlive 7 days
    uint256 private constant MIN_BOND = 50e6;
    uint256 private constant MAX_BOND = 5_000e6;

    function check(SourceConfig calldata config) internal view {
        _require(config.path >= PROOF && config.path <= REPORT, 0);
        _require(config.domain <= MATCH, 1);
        _checkVerifier(config);
        if (config.path == PROOF) {
            _require(config.reporters.length == 0, 4);
            _require(config.groups.length == 0, 6);
        } else {
            _checkReporters(config);
            _checkQuorum(config);
            _checkTimesAndBond(config);
        }
    }

    function inDomain(uint8 domain, int64 value) internal pure returns (bool) {
        return domain == PRICE ? value > 0 : value == 0 || value == 1;
    }

    function _checkVerifier(SourceConfig calldata config) private view {
        if (config.path == REPORT) {
            _require(config.verifier == address(0), 2);
            _require(config.verifierConfig.length == 0, 3);
        } else {
            _require(config.verifier.code.length != 0, 2);
            IProof(config.verifier).checkConfig(config.verifierConfig);
        }
    }

    function _checkReporters(SourceConfig calldata config) private pure {
        uint256 n = config.reporters.length;
        _require(n <= MAX_ENTRIES, 4);
        address last;
        for (uint256 i = 0; i < n; ++i) {
            _require(config.reporters[i] > last, 4);
            last = config.reporters[i];
        }
        _require(config.threshold != 0 && config.threshold < n, 5);
    }

    function _checkQuorum(SourceConfig calldata config) private pure {
        uint256 n = config.groups.length;
        _require(n != 0 && n <= MAX_ENTRIES, 6);
        _require(config.quorum != 0 && config.quorum <= n, 7);
        uint256 groups;
        for (uint256 i = 0; i < n; ++i) {
            groups |= 1 << config.groups[i];
        }
        _require(config.minGroups != 0 && config.minGroups <= popCount(groups), 8);
    }

    function _checkTimesAndBond(SourceConfig calldata config) private pure {
        _require(config.maxSpreadBps != 0 && config.maxSpreadBps <= MAX_SPREAD_BPS, 9);
        int32 earliest = config.domain == MATCH ? EARLIEST_MATCH_REPORT : int32(0);
        _require(config.notBefore >= earliest && config.notBefore < LATEST_REPORT, 10);
        _require(config.window >= MIN_WINDOW && config.window <= MAX_WINDOW, 11);
        _require(config.bond >= MIN_BOND && config.bond <= MAX_BOND, 12);
    }

    function popCount(uint256 bits) internal pure returns (uint256 count) {
        for (; bits != 0; bits &= bits - 1) {
            ++count;
        }
    }

    function _require(bool holds, uint8 field) private pure {
        if (!holds) revert IResolution.SourceInvalid(field);
    }
}
