// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IResolution} from "../interfaces/IResolution.sol";
import {MedianLib} from "../libraries/MedianLib.sol";
import {SourceConfig} from "../types/SourceConfig.sol";
import {SourceLib} from "./SourceLib.sol";

/// @notice What a signed report says, recomputed from its raw values.
library ReportLib {
    uint8 internal constant HALT = 1;
    uint8 internal constant NO_WINNER = 2;

    uint8 internal constant WIDE_SPREAD = 1;
    uint8 internal constant CODES_DIFFER = 2;
    uint8 internal constant HALTED = 3;

    bytes32 private constant TYPEHASH = keccak256(
        "Report(bytes32 questionId,uint8 seq,uint32 knownAt,uint16 sourceMask,int64[] values,uint8 flags,"
        "bytes32 evidenceRoot,string evidenceUri)"
    );

    /// @param value primary entry of a REPORT source, or the lower median: where proofs come first, the proof is primary
    /// @param dispute why the values cannot be proposed, as in `IResolution.Disputed`; 0 if they can
    struct Reading {
        int64 value;
        int64 min;
        int64 max;
        uint8 dispute;
    }

    function hash(IResolution.Report calldata report) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                TYPEHASH,
                report.questionId,
                report.seq,
                report.knownAt,
                report.sourceMask,
                keccak256(abi.encodePacked(report.values)),
                report.flags,
                report.evidenceRoot,
                keccak256(bytes(report.evidenceUri))
            )
        );
    }

    /// @notice At least `needed` different reporters signed `digest`; signatures ascend by signer.
    function checkSignatures(address[] memory reporters, uint256 needed, bytes32 digest, bytes[] calldata signatures)
        internal
        pure
    {
        if (signatures.length < needed) revert IResolution.QuorumMissing(uint8(signatures.length), uint8(needed));
        if (signatures.length > reporters.length) revert IResolution.SignersNotAscending();
        address last;
        for (uint256 i = 0; i < signatures.length; ++i) {
            address signer = ECDSA.recoverCalldata(digest, signatures[i]);
            if (signer <= last) revert IResolution.SignersNotAscending();
            if (!_contains(reporters, signer)) revert IResolution.UnknownSigner(signer);
            last = signer;
        }
    }

    /// @notice Form, quorum, independence and domain of the values, and what they say together.
    function read(SourceConfig memory config, IResolution.Report calldata report)
        internal
        pure
        returns (Reading memory reading)
    {
        if (report.evidenceRoot == 0 || bytes(report.evidenceUri).length == 0) revert IResolution.EvidenceRequired();
        _checkQuorum(config, report);
        _checkValues(config.domain, report);

        int64[] memory sorted = report.values;
        MedianLib.sort(sorted);
        reading.min = sorted[0];
        reading.max = sorted[sorted.length - 1];
        bool byPrimary = config.path == SourceLib.REPORT && report.sourceMask & 1 == 1;
        reading.value = byPrimary ? report.values[0] : MedianLib.lowerMedian(sorted);
        reading.dispute = _dispute(config, report.flags, sorted);
        if (reading.dispute == WIDE_SPREAD) reading.value = MedianLib.lowerMedian(sorted);
    }

    /// @notice Whether a report contradicts a proof: a halt, no winner, codes that differ, or a value far from it.
    function contradicts(
        SourceConfig memory config,
        IResolution.Report calldata report,
        Reading memory reading,
        int64 proved
    ) internal pure returns (bool) {
        return report.flags != 0 || reading.dispute == CODES_DIFFER || isFar(config, reading.value, proved);
    }

    /// @notice Whether two answers are further apart than the values of one report may be, measured against the lower
    /// of both; of a match, whether they are different codes.
    function isFar(SourceConfig memory config, int64 a, int64 b) internal pure returns (bool) {
        if (config.domain == SourceLib.MATCH) return a != b;
        int64[] memory both = new int64[](2);
        (both[0], both[1]) = a < b ? (a, b) : (b, a);
        return MedianLib.spreadExceeds(both, config.maxSpreadBps);
    }

    function _dispute(SourceConfig memory config, uint8 flags, int64[] memory sorted) private pure returns (uint8) {
        if (flags & HALT != 0) return HALTED;
        if (config.domain == SourceLib.MATCH) return sorted[0] == sorted[sorted.length - 1] ? 0 : CODES_DIFFER;
        return MedianLib.spreadExceeds(sorted, config.maxSpreadBps) ? WIDE_SPREAD : 0;
    }

    function _checkQuorum(SourceConfig memory config, IResolution.Report calldata report) private pure {
        uint256 mask = report.sourceMask;
        uint256 count = SourceLib.popCount(mask);
        if (mask >> config.groups.length != 0 || count != report.values.length) revert IResolution.WrongReport();
        if (count < config.quorum) revert IResolution.QuorumMissing(uint8(count), config.quorum);
        uint256 groups;
        for (uint256 i = 0; i < config.groups.length; ++i) {
            if (mask >> i & 1 == 1) groups |= 1 << config.groups[i];
        }
        uint256 groupCount = SourceLib.popCount(groups);
        if (groupCount < config.minGroups) revert IResolution.QuorumMissing(uint8(groupCount), config.minGroups);
    }

    function _checkValues(uint8 domain, IResolution.Report calldata report) private pure {
        bool noWinner = report.flags & NO_WINNER != 0;
        if (report.flags > (HALT | NO_WINNER)) revert IResolution.WrongReport();
        if (noWinner && domain != SourceLib.MATCH) revert IResolution.WrongReport();
        for (uint256 i = 0; i < report.values.length; ++i) {
            int64 value = report.values[i];
            bool allowed = noWinner ? value == 0 : SourceLib.inDomain(domain, value);
            if (!allowed) revert IResolution.OutsideDomain(value);
        }
    }

    function _contains(address[] memory reporters, address signer) private pure returns (bool) {
        for (uint256 i = 0; i < reporters.length; ++i) {
            if (reporters[i] == signer) return true;
        }
        return false;
    }
}
