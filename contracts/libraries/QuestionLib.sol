// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SubjectRule} from "../types/MarketTypes.sol";
import {HashLib} from "./HashLib.sol";

/// @title QuestionLib: which question a market asks
/// @notice Twin of `mutuel.domain.resolution.question`.
library QuestionLib {
    /// @notice The subject that follows from a market's id (templateId << 48 | period << 8 | index); 0 if the source
    /// names it already.
    function subjectOf(uint256 marketId, uint8 subjectRule) internal pure returns (uint256 subject) {
        if (subjectRule == uint8(SubjectRule.PERIOD)) return uint32(marketId >> 8);
        if (subjectRule == uint8(SubjectRule.PERIOD_INDEX)) return uint40(marketId);
    }

    /// @notice As `IResolution.questionIdOf` computes it.
    function idOf(uint16 sourceId, uint256 time, uint256 subject) internal pure returns (bytes32) {
        return HashLib.ofThree(sourceId, time, subject);
    }
}
