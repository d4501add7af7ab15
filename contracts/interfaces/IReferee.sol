// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EdgesSlot} from "../types/EdgesSlot.sol";
import {MarketSlot} from "../types/MarketSlot.sol";
import {VoidReason} from "../types/MarketTypes.sol";
import {TemplateParams} from "../types/TemplateParams.sol";
import {TemplateSlot} from "../types/TemplateSlot.sol";

/// @title Referee: what an answered question means for a market of each kind
/// @notice Stateless: reads Resolution and its arguments, keeps nothing, owns nothing. The engine asks it and writes
/// what follows; merging, the losing side's minimum and the fee are the engine's.
/// @dev Words as contracts/types packs them. Reverts with the errors of IParimutuelEngine. Called by an engine: a
/// contested market's own question belongs to the caller.
interface IReferee {
    /// @notice Who won, from the questions of an undecided market: rules for each kind, sources that differ
    /// (R-CONTEST), results known before the close (R-KNOWN), outages (R-SEQ b) and ties.
    /// @param edges of the market; unused ones 0
    /// @return reason why the market is void instead; NONE if it is not
    /// @return winner index of the outcome
    /// @return value what was observed: the price at the end; for a race -1, 0 or 1 (first asset); for a match the code;
    /// 0 for an up/down market whose outcome was ruled
    function decide(uint256 marketId, MarketSlot market, TemplateSlot template, EdgesSlot edges)
        external
        view
        returns (VoidReason reason, uint8 winner, int64 value);

    /// @notice Reverts unless the market may be contested now: a proposed or final answer that nobody ruled, whose
    /// extremes name different winners or, of a match, that was known within 60 s of the guarded close.
    /// @return domain of the market's own question: 0 price, 1 code of the outcome
    function checkContest(uint256 marketId, MarketSlot market, TemplateSlot template, EdgesSlot edges)
        external
        view
        returns (uint8 domain);

    /// @notice Reverts with TemplateInvalid and the field's position unless every number is in its range.
    function checkTemplate(TemplateParams calldata params) external pure;
}
