// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IParimutuelEngine} from "../interfaces/IParimutuelEngine.sol";
import {MarketSlot} from "../types/MarketSlot.sol";
import {ReportAction, VoidReason} from "../types/MarketTypes.sol";
import {ParimutuelStorage} from "./ParimutuelStorage.sol";

/// @title ParimutuelReports: what the reporters of a market's source may do to it by k signatures
/// @notice Stop its betting at once, or void it before its close. Neither moves money to anyone but its owner.
abstract contract ParimutuelReports is ParimutuelStorage, EIP712 {
    bytes32 private constant REPORT_TYPE =
        keccak256("MarketReport(uint256 marketId,uint8 action,uint32 at,bytes32 evidenceRoot)");
    uint256 private constant FRESH = 600 seconds;

    constructor() EIP712("Mutuel Parimutuel", "1") {}

    /// @inheritdoc IParimutuelEngine
    function haltClose(MarketReport calldata report, bytes[] calldata signatures) external {
        MarketSlot m = _undecided(report.marketId);
        if (!_templates[m.templateId()].haltable()) revert NotAllowed();
        if (block.timestamp < m.open()) revert NotOpenYet(m.open());
        _checkReport(m, ReportAction.HALT, report, signatures);
        uint32 closesAt = uint32(block.timestamp);
        _markets[report.marketId] = m.endedAt(closesAt);
        emit MarketClosedEarly(report.marketId, closesAt);
    }

    /// @inheritdoc IParimutuelEngine
    function cancelWindow(MarketReport calldata report, bytes[] calldata signatures) external {
        MarketSlot m = _undecided(report.marketId);
        if (!_templates[m.templateId()].cancellable()) revert NotAllowed();
        _checkReport(m, ReportAction.CANCEL, report, signatures);
        _void(report.marketId, VoidReason.CANCELLED);
    }

    /// @inheritdoc IParimutuelEngine
    function marketReportDigest(MarketReport calldata report) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(REPORT_TYPE, report)));
    }

    /// @dev A report acts while betting is open, so that the same one cannot act twice.
    function _checkReport(
        MarketSlot m,
        ReportAction action,
        MarketReport calldata report,
        bytes[] calldata signatures
    ) private {
        if (report.action != uint8(action)) revert WrongAction(report.action);
        if (block.timestamp >= m.bettingEnds()) revert BettingClosed(m.bettingEnds());
        if (block.timestamp < report.at) revert TooEarly(report.at);
        if (block.timestamp > report.at + FRESH) revert TooLate(report.at + FRESH);
        if (report.evidenceRoot == 0) revert EvidenceRequired();
        _resolution.checkReporters(m.sourceId(), marketReportDigest(report), signatures);
        emit MarketReported(report.marketId, report.action, report.at, report.evidenceRoot);
    }
}
