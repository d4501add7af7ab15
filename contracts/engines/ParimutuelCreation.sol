// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IParimutuelEngine} from "../interfaces/IParimutuelEngine.sol";
import {HashLib} from "../libraries/HashLib.sol";
import {QuestionLib} from "../libraries/QuestionLib.sol";
import {EdgesSlot, packEdges} from "../types/EdgesSlot.sol";
import {MarketSlot, newMarketSlot} from "../types/MarketSlot.sol";
import {Kind} from "../types/MarketTypes.sol";
import {TemplateParams} from "../types/TemplateParams.sol";
import {TemplateSlot, packTemplate} from "../types/TemplateSlot.sol";
import {FixedAuthority} from "./FixedAuthority.sol";
import {ParimutuelStorage} from "./ParimutuelStorage.sol";

/// @title ParimutuelCreation: templates by governance, markets from templates
abstract contract ParimutuelCreation is ParimutuelStorage, FixedAuthority {
    /// @notice What all markets of a batch have in common, computed once.
    /// @param market without its times
    /// @param edges how many edges a market has; a start counts as one
    /// @param starts whether that one edge is a start
    /// @param maxLength of the betting time, in seconds
    /// @param latest moment that may be observed, UTC seconds
    struct Blueprint {
        TemplateSlot template;
        MarketSlot market;
        uint256 edges;
        bool starts;
        uint256 maxLength;
        uint256 latest;
    }

    uint256 internal constant MAX_CREATED = 64;
    /// @dev Market ids below 2^63, so that they fit everywhere.
    uint16 internal constant MAX_TEMPLATES = 32_767;
    /// @dev A keeper's mistake or malice cannot bind stakes for longer: an undecided market is void 7 days later.
    uint256 internal constant HORIZON = 400 days;
    uint256 private constant EARLY_NOTICE = 6 seconds;

    /* TEMPLATES */

    /// @inheritdoc IParimutuelEngine
    function addTemplate(TemplateParams memory params) external restricted returns (uint16 templateId) {
        _referee.checkTemplate(params);
        if (templateCount == MAX_TEMPLATES) revert TooManyTemplates(MAX_TEMPLATES);
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
        Blueprint memory b = _blueprint(t, templateId);
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
        if (!_templates[m.templateId()].closableEarly() || m.bettingEnds() != m.close()) revert NotAllowed();
        uint256 half = m.open() + (uint256(m.close()) - m.open() + 1) / 2;
        if (block.timestamp < half) revert TooEarly(half);
        uint32 closesAt = uint32(block.timestamp + EARLY_NOTICE);
        if (closesAt >= m.close()) revert BettingClosed(m.close());
        _markets[marketId] = m.endedAt(closesAt);
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
        (uint32 open, uint32 close, uint32 observeAt) = (n.open, n.close, n.observeAt);
        MarketSlot m = b.market.withTimes(open, close, observeAt);
        if (MarketSlot.unwrap(_markets[marketId]) != 0) return;
        _markets[marketId] = m;

        (bool fit, EdgesSlot edges) = packEdges(n.edges, b.edges);
        if (b.edges != 0) _edges[marketId] = edges;
        if (
            !fit || open == 0 || open >= close || close - open > b.maxLength || block.timestamp >= close
                || close > observeAt || observeAt > b.latest || (b.starts && edges.startAt() >= observeAt)
        ) revert MarketInvalid(n.period, n.index);
        uint256 subject = QuestionLib.subjectOf(marketId, b.template.subjectRule());
        bytes32 questionId = QuestionLib.idOf(b.template.sourceId(), observeAt, subject);
        bytes32 configHash = HashLib.ofFour(
            marketId, MarketSlot.unwrap(m), EdgesSlot.unwrap(edges), TemplateSlot.unwrap(b.template)
        );
        emit MarketCreated(marketId, uint16(marketId >> 48), questionId, open, close, observeAt, n.edges, configHash);
    }

    function _blueprint(TemplateSlot t, uint16 templateId) private view returns (Blueprint memory) {
        Kind kind = Kind(t.kind());
        bool starts = kind == Kind.UPDOWN || kind == Kind.RACE;
        uint256 edges = kind == Kind.RANGE ? t.outcomes() - 1 : starts ? 1 : 0;
        uint256 latest = block.timestamp + HORIZON;
        return Blueprint(t, newMarketSlot(t, templateId), edges, starts, _maxLength(t), latest);
    }

    /// @dev Weights have 72 bits (see PoolLib), and 15 is the largest factor.
    function _maxLength(TemplateSlot t) private pure returns (uint256) {
        if (t.k0() == t.k1()) return HORIZON;
        uint256 byWeight = ((1 << 72) - 1) / (t.maxPool().toUnits() * 15);
        return byWeight < HORIZON ? byWeight : HORIZON;
    }
}
