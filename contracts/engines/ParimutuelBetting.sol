// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrow} from "../interfaces/IEscrow.sol";
import {IParimutuelEngine} from "../interfaces/IParimutuelEngine.sol";
import {ISelfLimits} from "../interfaces/ISelfLimits.sol";
import {CapLib} from "../libraries/CapLib.sol";
import {PoolLib} from "../libraries/PoolLib.sol";
import {WeightLib} from "../libraries/WeightLib.sol";
import {MarketSlot} from "../types/MarketSlot.sol";
import {BetRefusal, MarketState} from "../types/MarketTypes.sol";
import {PoolWords} from "../types/PoolWords.sol";
import {ParimutuelStorage} from "./ParimutuelStorage.sol";

/// @title ParimutuelBetting: every way into a pool
/// @dev Each bet checks, lets Escrow lock the money, then records it. Escrow comes before the record because it
/// alone knows the pool's total and whether the account has limits; it calls nobody but the token.
abstract contract ParimutuelBetting is ParimutuelStorage {
    using PoolLib for PoolWords;

    uint256 internal constant MIN_BET = 1e6;
    uint256 internal constant MAX_BETS = 20;
    /// @dev Ring fence through which a tip passes from a follower's credit to his agent's; no market has this id.
    uint256 internal constant TIP_FENCE = type(uint256).max;
    uint16 private constant LIMITED = 1 << 15;
    uint256 private constant LAST_BET_MAX = LIMITED - 1;

    /* BETS */

    /// @inheritdoc IParimutuelEngine
    function bet(uint256 marketId, uint8 outcome, uint256 amount, uint256 minWeight) external {
        _betFromWallet(msg.sender, marketId, outcome, amount, minWeight);
    }

    /// @inheritdoc IParimutuelEngine
    function betWithPermit(
        uint256 marketId,
        uint8 outcome,
        uint256 amount,
        uint256 minWeight,
        uint256 deadline,
        bytes calldata sig
    ) external {
        (MarketSlot m, uint256 weight) = _admit(marketId, outcome, amount, minWeight);
        (uint256 pool, bool limited) = _escrow.lockFromPermit(marketId, msg.sender, amount, deadline, sig);
        _record(m, marketId, msg.sender, outcome, amount, weight, pool, limited);
    }

    /// @inheritdoc IParimutuelEngine
    function betWithAuthorization(
        address account,
        uint256 marketId,
        uint8 outcome,
        uint256 amount,
        uint256 minWeight,
        bytes32 salt,
        uint256 validAfter,
        uint256 validBefore,
        bytes calldata sig
    ) external {
        (MarketSlot m, uint256 weight) = _admit(marketId, outcome, amount, minWeight);
        bytes32 payload = keccak256(abi.encode(account, marketId, outcome, amount, minWeight, salt));
        (uint256 pool, bool limited) =
            _escrow.lockFromAuthorization(marketId, account, amount, payload, validAfter, validBefore, sig);
        _record(m, marketId, account, outcome, amount, weight, pool, limited);
    }

    /// @inheritdoc IParimutuelEngine
    function betFromCredit(uint256 marketId, uint8 outcome, uint256 amount, uint256 minWeight) external {
        _betFromCredit(msg.sender, marketId, outcome, amount, minWeight);
    }

    /// @inheritdoc IParimutuelEngine
    function betFromCreditAs(
        address account,
        uint256 marketId,
        uint8 outcome,
        uint256 amount,
        uint256 minWeight,
        uint256 tip
    ) external {
        if (!isAgent[account][msg.sender]) revert NotAgent();
        _betFromCredit(account, marketId, outcome, amount, minWeight);
        if (tip == 0) return;
        _escrow.lockFromCredit(TIP_FENCE, account, tip);
        _escrow.release(TIP_FENCE, msg.sender, tip, true, false);
    }

    /// @inheritdoc IParimutuelEngine
    function setAgent(address agent, bool on) external {
        isAgent[msg.sender][agent] = on;
        emit AgentSet(msg.sender, agent, on);
    }

    /* BATCH */

    /// @inheritdoc IParimutuelEngine
    function betBatch(Bet[] calldata bets, bool fromCredit) external returns (uint8[] memory codes) {
        if (bets.length > MAX_BETS) revert BatchTooLong(MAX_BETS);
        codes = new uint8[](bets.length);
        for (uint256 i; i < bets.length; ++i) {
            try this.betItem(msg.sender, bets[i], fromCredit) {}
            catch (bytes memory reason) {
                codes[i] = uint8(_refusalOf(bytes4(reason)));
                emit BetSkipped(bets[i].marketId, msg.sender, codes[i]);
            }
        }
    }

    /// @inheritdoc IParimutuelEngine
    function betItem(address account, Bet calldata item, bool fromCredit) external {
        if (msg.sender != address(this)) revert OnlySelf();
        if (fromCredit) _betFromCredit(account, item.marketId, item.outcome, item.amount, item.minWeight);
        else _betFromWallet(account, item.marketId, item.outcome, item.amount, item.minWeight);
    }

    /* INTERNAL */

    function _betFromWallet(address account, uint256 marketId, uint8 outcome, uint256 amount, uint256 minWeight) private {
        (MarketSlot m, uint256 weight) = _admit(marketId, outcome, amount, minWeight);
        (uint256 pool, bool limited) = _escrow.lockFromWallet(marketId, account, amount);
        _record(m, marketId, account, outcome, amount, weight, pool, limited);
    }

    function _betFromCredit(address account, uint256 marketId, uint8 outcome, uint256 amount, uint256 minWeight) private {
        (MarketSlot m, uint256 weight) = _admit(marketId, outcome, amount, minWeight);
        (uint256 pool, bool limited) = _escrow.lockFromCredit(marketId, account, amount);
        _record(m, marketId, account, outcome, amount, weight, pool, limited);
    }

    /// @dev Check: everything that can be known before the money moves.
    function _admit(uint256 marketId, uint8 outcome, uint256 amount, uint256 minWeight)
        private
        view
        returns (MarketSlot m, uint256 weight)
    {
        m = _undecided(marketId);
        if (block.timestamp < m.open()) revert NotOpenYet(m.open());
        if (block.timestamp >= m.bettingEnds()) revert BettingClosed(m.bettingEnds());
        if (outcome >= m.outcomes()) revert BadOutcome(outcome, m.outcomes());
        if (amount < MIN_BET) revert StakeTooSmall(MIN_BET);
        weight = WeightLib.weightOf(amount, m.k0(), m.k1(), m.open(), m.close(), block.timestamp);
        if (weight < minWeight) revert WeightTooLow(weight, minWeight);
    }

    /// @dev Check: limits that depend on the pool. Effect: pool and position. `pool` is the total after this bet.
    function _record(
        MarketSlot m,
        uint256 marketId,
        address account,
        uint8 outcome,
        uint256 stake,
        uint256 weight,
        uint256 pool,
        bool limited
    ) private {
        bool flat = m.isFlat();
        PoolWords storage position = _positions[marketId][account];
        uint256 first = position.words[0];
        uint256 held = flat ? PoolLib.flatTotal(first) : position.totalWith(first, false, m.outcomes());
        _requireRoom(m, held, stake, pool);

        _pools[marketId].add(flat, outcome, stake, weight);
        uint16 header = _headerAfter(PoolLib.headerOf(first), m.open(), limited);
        position.addWithHeader(first, header, flat, outcome, stake, weight);
        emit BetPlaced(marketId, account, outcome, uint64(stake), uint80(weight), uint64(pool));
    }

    /// @dev `held` is the account's stake before, `pool` everybody's after this bet.
    function _requireRoom(MarketSlot m, uint256 held, uint256 stake, uint256 pool) private pure {
        uint256 maxPool = m.maxPool().toUnits();
        if (pool > maxPool) revert PoolFull(CapLib.monus(maxPool, pool - stake));
        (uint256 floor, uint256 max) = (m.capFloor().toUnits(), m.capMax().toUnits());
        if (held + stake > CapLib.capAt(floor, max, pool)) {
            revert CapExceeded(CapLib.capLeftDown(floor, max, held, pool - stake));
        }
    }

    /// @dev Bit 15: payouts are reported to SelfLimits, once set for good. Below: minutes from the open to the last bet.
    function _headerAfter(uint16 header, uint256 open, bool limited) private view returns (uint16) {
        uint256 minute = (block.timestamp - open) / 1 minutes;
        if (minute > LAST_BET_MAX) minute = LAST_BET_MAX;
        return uint16(minute) | (limited ? LIMITED : header & LIMITED);
    }

    function _refusalOf(bytes4 e) private pure returns (BetRefusal) {
        if (e == MarketUnknown.selector) return BetRefusal.UNKNOWN_MARKET;
        if (e == NotOpenYet.selector) return BetRefusal.NOT_OPEN_YET;
        if (e == BettingClosed.selector) return BetRefusal.CLOSED;
        if (e == AlreadyDecided.selector) return BetRefusal.DECIDED;
        if (e == BadOutcome.selector) return BetRefusal.OUTCOME;
        if (e == StakeTooSmall.selector) return BetRefusal.STAKE;
        if (e == CapExceeded.selector) return BetRefusal.ACCOUNT_CAP;
        if (e == PoolFull.selector) return BetRefusal.POOL_FULL;
        if (e == WeightTooLow.selector) return BetRefusal.WEIGHT;
        if (e == IEscrow.InsufficientCredit.selector || e == IEscrow.TransferFailed.selector) return BetRefusal.MONEY;
        if (e == IEscrow.AccountExcluded.selector || e == ISelfLimits.LimitExceeded.selector) return BetRefusal.LIMITS;
        return _isEngineStop(e) ? BetRefusal.ENGINE : BetRefusal.OTHER;
    }

    function _isEngineStop(bytes4 e) private pure returns (bool) {
        return e == IEscrow.EnginePausedUntil.selector || e == IEscrow.EngineIsRetired.selector
            || e == IEscrow.EngineNotOptedIn.selector;
    }
}
