// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IParimutuelEngine} from "../interfaces/IParimutuelEngine.sol";
import {isCapAmount} from "../types/CapAmount.sol";
import {EdgesSlot, packEdges} from "../types/EdgesSlot.sol";
import {MarketSlot, newMarketSlot} from "../types/MarketSlot.sol";
import {Kind, SubjectRule} from "../types/MarketTypes.sol";
import {TemplateParams} from "../types/TemplateParams.sol";
import {TemplateSlot, packTemplate} from "../types/TemplateSlot.sol";
import {FixedAuthority} from "./FixedAuthority.sol";
import {ParimutuelStorage} from "./ParimutuelStorage.sol";

/// @title ParimutuelCreation: templates by governance, markets from templates
/// @dev This version decides RANGE and MATCH kinds and has no contest, halt or cancel: a template that asks for more
/// is refused rather than half obeyed. A later engine brings them for later markets.
abstract contract ParimutuelCreation is ParimutuelStorage, FixedAuthority {
    /// @notice What all markets of a batch have in common, computed once.
    /// @param market without its times
    /// @param edges how many edges a market has
    /// @param maxLength of the betting time, in seconds
    struct Blueprint {
        TemplateSlot template;
        MarketSlot market;
        uint256 edges;
        uint256 maxLength;
    }

    uint256 internal constant MAX_CREATED = 64;
    uint256 internal constant MIN_STAKE = 1e6;
    uint16 private constant MAX_TAKEOUT_BPS = 1_500;
    uint16 private constant BPS = 10_000;
    uint256 private constant EARLY_NOTICE = 6 seconds;

    /* TEMPLATES */

    /// @inheritdoc IParimutuelEngine
    function addTemplate(TemplateParams memory params) external restricted returns (uint16 templateId) {
        _checkTemplate(params);
        templateId = ++templateCount;
        _templates[templateId] = packTemplate(params);
        emit TemplateAdded(templateId, keccak256(abi.encode(params)), params);
    }

    /* MARKETS */

    /// @inheritdoc IParimutuelEngine
    function createBatch(uint16 templateId, NewMarket[] calldata markets)
        external
        restricted
        returns (uint256[] memory ids)
    {
        if (markets.length > MAX_CREATED) revert BatchTooLong(MAX_CREATED);
        TemplateSlot t = _templates[templateId];
        if (t.outcomes() == 0) revert TemplateUnknown(templateId);
        uint256 edges = t.kind() == uint8(Kind.RANGE) ? t.outcomes() - 1 : 0;
        Blueprint memory b = Blueprint(t, newMarketSlot(t, templateId), edges, _maxLength(t));
        ids = new uint256[](markets.length);
        for (uint256 i; i < markets.length; ++i) {
            NewMarket calldata n = markets[i];
            uint256 marketId = uint256(templateId) << 48 | uint256(n.period) << 8 | n.index;
            ids[i] = marketId;
            _create(marketId, b, n);
        }
    }

    /// @inheritdoc IParimutuelEngine
    function closeEarly(uint256 marketId) external restricted {
        MarketSlot m = _undecided(marketId);
        if (!_templates[m.templateId()].closableEarly() || m.net() != 0) revert NotAllowed();
        uint256 half = m.open() + (uint256(m.close()) - m.open() + 1) / 2;
        if (block.timestamp < half) revert TooEarly(half);
        uint32 closesAt = uint32(block.timestamp + EARLY_NOTICE);
        if (closesAt >= m.close()) revert BettingClosed(m.close());
        _markets[marketId] = m.closedEarly(closesAt);
        emit MarketClosedEarly(marketId, closesAt);
    }

    /* VIEWS */

    /// @inheritdoc IParimutuelEngine
    function template(uint16 templateId) public view returns (TemplateParams memory) {
        if (templateId == 0 || templateId > templateCount) revert TemplateUnknown(templateId);
        return _templates[templateId].toParams();
    }

    /* INTERNAL */

    /// @dev Skips a market that exists, whatever its new parameters.
    function _create(uint256 marketId, Blueprint memory b, NewMarket calldata n) private {
        (uint256 open, uint256 close, uint256 observeAt) = (n.open, n.close, n.observeAt);
        MarketSlot m = b.market.withTimes(open, close, observeAt);
        if (MarketSlot.unwrap(_markets[marketId]) != 0) return;
        _markets[marketId] = m;

        bool fit = 0 < open && open < close && block.timestamp < close && close <= observeAt;
        fit = fit && close - open <= b.maxLength;
        (bool ascending, EdgesSlot edges) = packEdges(n.edges, b.edges);
        if (b.edges != 0) _edges[marketId] = edges;
        if (!fit || !ascending) revert MarketInvalid(n.period, n.index);
        bytes32 questionId = _questionOf(marketId, m.sourceId(), m.observeAt(), b.template.subjectRule());
        bytes32 configHash = keccak256(abi.encode(marketId, m, edges, b.template));
        emit MarketCreated(
            marketId, m.templateId(), questionId, m.open(), m.close(), m.observeAt(), n.edges, configHash
        );
    }

    /// @dev Weights have 72 bits (see PoolLib), and 15 is the largest factor.
    function _maxLength(TemplateSlot t) private pure returns (uint256) {
        return t.k0() == t.k1() ? type(uint256).max : ((1 << 72) - 1) / (t.maxPool().toUnits() * 15);
    }

    /// @dev The number in an error is the field's position in `TemplateParams`.
    function _checkTemplate(TemplateParams memory p) private pure {
        bool isMatch = p.kind == uint8(Kind.MATCH) || p.kind == uint8(Kind.MATCH_PRINCIPAL_FIRST);
        _refuseIf(p.kind != uint8(Kind.RANGE) && !isMatch, 0);
        _refuseIf(p.outcomes < 2 || p.outcomes > 5 || (isMatch && p.outcomes != 2), 1);
        _refuseIf(p.k0 == 0 || p.k0 > 15, 2);
        _refuseIf(p.k1 > p.k0, 3);
        _refuseIf(p.subjectRule > uint8(SubjectRule.PERIOD_INDEX), 4);
        _refuseIf(p.sourceId == 0, 5);
        _refuseIf(p.source2Id != 0, 6);
        _refuseIf(p.takeoutBps > MAX_TAKEOUT_BPS, 7);
        _refuseIf(p.insuranceBps > BPS, 8);
        _refuseIf(p.capFloor < MIN_STAKE || !isCapAmount(p.capFloor), 9);
        _refuseIf(p.capMax < p.capFloor || !isCapAmount(p.capMax), 10);
        _refuseIf(p.maxPool < p.capFloor || p.maxPool >= 1 << 48 || !isCapAmount(p.maxPool), 11);
        _refuseIf(p.mergeBelow >= 1 << 48, 12);
        _refuseIf(p.minLosers == 0 || p.minLosers >= 1 << 48, 13);
        _refuseIf(p.minLosersBps > BPS, 14);
        _refuseIf(p.knownGuard > type(uint16).max, 15);
        _refuseIf(p.contestable, 16);
        _refuseIf(p.haltable, 17);
        _refuseIf(p.cancellable, 19);
    }

    function _refuseIf(bool bad, uint8 field) private pure {
        if (bad) revert TemplateInvalid(field);
    }
}
