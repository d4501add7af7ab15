// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ILens} from "../interfaces/ILens.sol";
import {IParimutuelEngine} from "../interfaces/IParimutuelEngine.sol";
import {IResolution} from "../interfaces/IResolution.sol";
import {FeeLib} from "../libraries/FeeLib.sol";
import {ParimutuelLib} from "../libraries/ParimutuelLib.sol";
import {Kind, MarketState} from "../types/MarketTypes.sol";

/// @title Lens: read-only pages
contract Lens is ILens {
    uint256 private constant UNIT = 1e6; // odds are per USDC staked
    uint256 private constant MAX_PAGE = 50;

    IParimutuelEngine private immutable _engine;
    IResolution private immutable _resolution;

    constructor(IParimutuelEngine engine, IResolution resolution) {
        _engine = engine;
        _resolution = resolution;
    }

    /* VIEWS */

    /// @inheritdoc ILens
    function odds(uint256 marketId) external view returns (uint256[5] memory) {
        (uint256[5] memory stakes, uint256[5] memory weights) = _engine.pools(marketId);
        return _oddsDown(_engine.market(marketId), stakes, weights, _engine.weightNow(marketId, 1));
    }

    /// @inheritdoc ILens
    function markets(uint256[] calldata marketIds) external view returns (MarketPage[] memory pages) {
        if (marketIds.length > MAX_PAGE) revert PageTooLong(MAX_PAGE);
        pages = new MarketPage[](marketIds.length);
        for (uint256 i; i < marketIds.length; ++i) {
            MarketPage memory page = pages[i];
            uint256 marketId = marketIds[i];
            page.marketId = marketId;
            page.market = _engine.market(marketId);
            (page.stakes, page.weights) = _engine.pools(marketId);
            page.odds = _oddsDown(page.market, page.stakes, page.weights, _engine.weightNow(marketId, 1));
            (page.questionState, page.value,,,,) = _resolution.observation(_questionOf(marketId, page.market));
        }
    }

    /// @inheritdoc ILens
    function positions(address account, uint256[] calldata marketIds)
        external
        view
        returns (PositionPage[] memory pages)
    {
        if (marketIds.length > MAX_PAGE) revert PageTooLong(MAX_PAGE);
        pages = new PositionPage[](marketIds.length);
        for (uint256 i; i < marketIds.length; ++i) {
            PositionPage memory page = pages[i];
            page.marketId = marketIds[i];
            (page.stakes, page.weights) = _engine.position(marketIds[i], account);
            page.payout = _engine.payoutOf(marketIds[i], account);
            page.capLeft = _engine.capLeft(marketIds[i], account);
        }
    }

    /* INTERNAL */

    function _questionOf(uint256 marketId, IParimutuelEngine.MarketView memory m) private view returns (bytes32) {
        if (m.state != uint8(MarketState.CONTESTED)) return m.questionId;
        return _resolution.contestIdOf(address(_engine), marketId);
    }

    function _oddsDown(
        IParimutuelEngine.MarketView memory m,
        uint256[5] memory stakes,
        uint256[5] memory weights,
        uint256 perUnit
    ) private pure returns (uint256[5] memory odds_) {
        if (m.k0 == m.k1) perUnit = 1; // also after the close, when the engine accepts no weight any more
        bool principalFirst = m.kind == uint8(Kind.MATCH_PRINCIPAL_FIRST);
        for (uint256 i; i < m.outcomes; ++i) {
            if (stakes[i] == 0 || perUnit == 0) continue; // a weighted pool that takes no bets has no odds
            uint256 net = m.staked - FeeLib.feeDown(m.staked, stakes[i], m.takeoutBps);
            odds_[i] = ParimutuelLib.payoutDown(principalFirst, net, stakes[i], weights[i], UNIT, UNIT * perUnit);
        }
    }
}
