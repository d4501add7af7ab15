// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrow} from "../interfaces/IEscrow.sol";
import {IParimutuelEngine} from "../interfaces/IParimutuelEngine.sol";
import {IReferee} from "../interfaces/IReferee.sol";
import {IResolution} from "../interfaces/IResolution.sol";
import {CapLib} from "../libraries/CapLib.sol";
import {FeeLib} from "../libraries/FeeLib.sol";
import {ParimutuelLib} from "../libraries/ParimutuelLib.sol";
import {PoolLib} from "../libraries/PoolLib.sol";
import {QuestionLib} from "../libraries/QuestionLib.sol";
import {RangeLib} from "../libraries/RangeLib.sol";
import {WeightLib} from "../libraries/WeightLib.sol";
import {MarketSlot} from "../types/MarketSlot.sol";
import {Kind, MarketState} from "../types/MarketTypes.sol";
import {PoolWords} from "../types/PoolWords.sol";
import {TemplateSlot} from "../types/TemplateSlot.sol";
import {FixedAuthority} from "./FixedAuthority.sol";
import {ParimutuelBetting} from "./ParimutuelBetting.sol";
import {ParimutuelClaims} from "./ParimutuelClaims.sol";
import {ParimutuelCreation} from "./ParimutuelCreation.sol";
import {ParimutuelReports} from "./ParimutuelReports.sol";
import {ParimutuelSettlement} from "./ParimutuelSettlement.sol";
import {ParimutuelStorage} from "./ParimutuelStorage.sol";

/// @title ParimutuelEngine: pools in which people bet against each other
/// @dev See IParimutuelEngine. This file is what anyone may read; creation, betting, signed reports, settlement and
/// claims have one file each.
contract ParimutuelEngine is
    ParimutuelCreation,
    ParimutuelBetting,
    ParimutuelReports,
    ParimutuelSettlement,
    ParimutuelClaims
{
    using PoolLib for PoolWords;

    constructor(IEscrow escrow_, IResolution resolution_, IReferee referee_, address manager)
        ParimutuelStorage(escrow_, resolution_, referee_)
        FixedAuthority(manager)
    {}

    /* VIEWS */

    /// @inheritdoc IParimutuelEngine
    function escrow() external view returns (address) {
        return address(_escrow);
    }

    /// @inheritdoc IParimutuelEngine
    function resolution() external view returns (address) {
        return address(_resolution);
    }

    /// @inheritdoc IParimutuelEngine
    function referee() external view returns (address) {
        return address(_referee);
    }

    /// @inheritdoc IParimutuelEngine
    function market(uint256 marketId) external view returns (MarketView memory v) {
        MarketSlot m = _known(marketId);
        v.templateId = m.templateId();
        v.sourceId = m.sourceId();
        v.kind = uint8(m.kind());
        v.outcomes = m.outcomes();
        v.state = uint8(m.state());
        v.winner = m.winner();
        (v.k0, v.k1) = (m.k0(), m.k1());
        (v.open, v.close, v.closesAt, v.observeAt) = (m.open(), m.close(), m.bettingEnds(), m.observeAt());
        TemplateSlot t = _templates[m.templateId()];
        v.takeoutBps = t.takeoutBps();
        v.net = m.net();
        v.staked = uint64(_pools[marketId].total(m.isFlat(), v.outcomes));
        v.capFloor = uint64(m.capFloor().toUnits());
        v.capMax = uint64(m.capMax().toUnits());
        v.maxPool = uint64(m.maxPool().toUnits());
        v.mergeMap = _pools[marketId].header();
        v.edges = _edges[marketId].toEdges();
        v.questionId = QuestionLib.idOf(v.sourceId, v.observeAt, QuestionLib.subjectOf(marketId, t.subjectRule()));
    }

    /// @inheritdoc IParimutuelEngine
    function pools(uint256 marketId) external view returns (uint256[5] memory stakes, uint256[5] memory weights) {
        MarketSlot m = _known(marketId);
        return _pools[marketId].all(m.isFlat(), m.outcomes());
    }

    /// @inheritdoc IParimutuelEngine
    function position(uint256 marketId, address account)
        external
        view
        returns (uint256[5] memory stakes, uint256[5] memory weights)
    {
        MarketSlot m = _known(marketId);
        return _positions[marketId][account].all(m.isFlat(), m.outcomes());
    }

    /// @inheritdoc IParimutuelEngine
    function payoutOf(uint256 marketId, address account) external view returns (uint256) {
        return _amountOf(_shareOf(marketId), _positions[marketId][account]);
    }

    /// @inheritdoc IParimutuelEngine
    function estimate(uint256 marketId, uint8 outcome, uint256 amount) external view returns (uint256) {
        MarketSlot m = _undecided(marketId);
        if (outcome >= m.outcomes()) revert BadOutcome(outcome, m.outcomes());
        if (block.timestamp >= m.bettingEnds()) revert BettingClosed(m.bettingEnds());
        uint256 weight = amount * _weightPerUnit(m);
        (uint256[5] memory stakes, uint256[5] memory weights) = _pools[marketId].all(m.isFlat(), m.outcomes());
        stakes[outcome] += amount;
        weights[outcome] += weight;
        return _payoutIfWon(m, stakes, weights, outcome, amount, weight);
    }

    /// @inheritdoc IParimutuelEngine
    function capLeft(uint256 marketId, address account) external view returns (uint256) {
        MarketSlot m = _known(marketId);
        if (m.state() != MarketState.OPEN || block.timestamp >= m.bettingEnds()) return 0;
        uint256 pool = _pools[marketId].total(m.isFlat(), m.outcomes());
        uint256 exposure = _positions[marketId][account].total(m.isFlat(), m.outcomes());
        uint256 byCap = CapLib.capLeftDown(m.capFloor().toUnits(), m.capMax().toUnits(), exposure, pool);
        uint256 byPool = CapLib.monus(m.maxPool().toUnits(), pool);
        return byCap < byPool ? byCap : byPool;
    }

    /// @inheritdoc IParimutuelEngine
    function weightNow(uint256 marketId, uint256 amount) external view returns (uint256) {
        MarketSlot m = _known(marketId);
        if (block.timestamp >= m.bettingEnds()) return 0;
        return amount * _weightPerUnit(m);
    }

    /* INTERNAL */

    /// @dev Before the open, the weight of a stake placed at the open.
    function _weightPerUnit(MarketSlot m) private view returns (uint256) {
        uint256 time = block.timestamp < m.open() ? m.open() : block.timestamp;
        return WeightLib.perUnit(m.k0(), m.k1(), m.open(), m.close(), time);
    }

    /// @dev As `settle` and a claim would compute it from these totals, projected merge included.
    function _payoutIfWon(
        MarketSlot m,
        uint256[5] memory stakes,
        uint256[5] memory weights,
        uint8 outcome,
        uint256 stake,
        uint256 weight
    ) private view returns (uint256) {
        uint16 map = _mergeMapOf(m, stakes);
        if (map == 0) return stake; // one group left: void, the stake goes back
        uint256 mask = RangeLib.groupMask(map, m.outcomes(), outcome);
        (uint256 total, uint256 winning, uint256 winningWeight) = (0, 0, 0);
        for (uint256 i; i < m.outcomes(); ++i) {
            total += stakes[i];
            if (mask >> i & 1 == 0) continue;
            winning += stakes[i];
            winningWeight += weights[i];
        }
        if (winningWeight == 0) return 0;
        uint256 net = total - FeeLib.feeDown(total, winning, _templates[m.templateId()].takeoutBps());
        return ParimutuelLib.payoutDown(m.kind() == Kind.MATCH_PRINCIPAL_FIRST, net, winning, winningWeight, stake, weight);
    }
}
