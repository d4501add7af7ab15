// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IParimutuelEngine} from "../interfaces/IParimutuelEngine.sol";
import {isCapAmount} from "../types/CapAmount.sol";
import {Kind, SubjectRule} from "../types/MarketTypes.sol";
import {TemplateParams} from "../types/TemplateParams.sol";

/// @title TemplateRules: which numbers a template may have
/// @notice Twin of `mutuel.domain.products.catalogue`.
library TemplateRules {
    uint64 private constant MIN_STAKE = 1e6;
    uint64 private constant LANE = 1 << 48; // stakes are packed in 48 bits
    uint16 private constant MAX_TAKEOUT_BPS = 1_500;
    uint16 private constant BPS = 10_000;
    uint8 private constant MAX_FACTOR = 15;

    /// @dev The number in an error is the field's position in `TemplateParams`.
    function check(TemplateParams calldata p) internal pure {
        bool isRange = p.kind == uint8(Kind.RANGE);
        bool isRace = p.kind == uint8(Kind.RACE);
        bool isMatch = p.kind >= uint8(Kind.MATCH);
        _refuseIf(p.kind > uint8(Kind.MATCH_PRINCIPAL_FIRST), 0);
        _refuseIf(p.outcomes < 2 || p.outcomes > (isRange ? 5 : 2), 1);
        _refuseIf(p.k0 == 0 || p.k0 > MAX_FACTOR, 2);
        _refuseIf(p.k1 > p.k0, 3);
        _refuseIf(p.subjectRule > uint8(SubjectRule.PERIOD_INDEX), 4);
        _refuseIf(p.sourceId == 0, 5);
        _refuseIf(isRace ? p.source2Id == 0 || p.source2Id == p.sourceId : p.source2Id != 0, 6);
        _checkMoney(p);
        _refuseIf(p.knownGuard > type(uint16).max, 15);
        _refuseIf(p.cancellable && !isMatch, 19);
    }

    function _checkMoney(TemplateParams calldata p) private pure {
        _refuseIf(p.takeoutBps > MAX_TAKEOUT_BPS, 7);
        _refuseIf(p.insuranceBps > BPS, 8);
        _refuseIf(p.capFloor < MIN_STAKE || !isCapAmount(p.capFloor), 9);
        _refuseIf(p.capMax < p.capFloor || !isCapAmount(p.capMax), 10);
        _refuseIf(p.maxPool < p.capFloor || p.maxPool >= LANE || !isCapAmount(p.maxPool), 11);
        _refuseIf(p.mergeBelow >= LANE, 12);
        _refuseIf(p.minLosers == 0 || p.minLosers >= LANE, 13);
        _refuseIf(p.minLosersBps > BPS, 14);
    }

    function _refuseIf(bool bad, uint8 field) private pure {
        if (bad) revert IParimutuelEngine.TemplateInvalid(field);
    }
}
