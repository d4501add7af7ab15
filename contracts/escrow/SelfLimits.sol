// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrow} from "../interfaces/IEscrow.sol";
import {ISelfLimits} from "../interfaces/ISelfLimits.sol";
import {CalendarLib} from "../libraries/CalendarLib.sol";
import {CapLib} from "../libraries/CapLib.sol";

/// @title SelfLimits: counts the stakes and payouts of people who limited themselves
contract SelfLimits is ISelfLimits {
    /// @param headroom type(uint64).max - amount in force, so that an untouched slot means no limit
    /// @param pending announced higher amount
    /// @param effectiveAt when it may be confirmed; 0 if none is announced
    struct Limit {
        uint64 headroom;
        uint64 pending;
        uint40 effectiveAt;
    }

    /// @param period number of the day, week or month that is counted
    struct Counter {
        uint32 period;
        uint96 staked;
        uint96 returned;
    }

    uint8 private constant KINDS = 6;
    uint8 private constant PERIODS = 3;
    uint8 private constant LIMITED = 1;
    uint256 private constant LOOSER_AFTER = 24 hours;

    IEscrow private immutable _escrow;
    mapping(address account => mapping(uint256 kind => Limit)) private _limits;
    mapping(address account => mapping(uint256 period => Counter)) private _counters;

    modifier onlyEscrow() {
        if (msg.sender != address(_escrow)) revert NotEscrow();
        _;
    }

    constructor(IEscrow escrow) {
        _escrow = escrow;
    }

    /* PEOPLE */

    /// @inheritdoc ISelfLimits
    function setLimit(uint8 kind, uint64 amount) external {
        Limit storage limit = _limitAt(msg.sender, kind);
        bool tighter = amount <= _inForce(limit);
        uint40 effectiveAt = uint40(tighter ? block.timestamp : block.timestamp + LOOSER_AFTER);
        if (tighter) (limit.headroom, limit.pending, limit.effectiveAt) = (type(uint64).max - amount, 0, 0);
        else (limit.pending, limit.effectiveAt) = (amount, effectiveAt);
        emit LimitSet(msg.sender, kind, amount, effectiveAt);
        _escrow.setAccountFlags(msg.sender, LIMITED, _escrow.accountOf(msg.sender).excludedUntil);
    }

    /// @inheritdoc ISelfLimits
    function confirmLimit(uint8 kind) external {
        Limit storage limit = _limitAt(msg.sender, kind);
        uint40 effectiveAt = limit.effectiveAt;
        if (effectiveAt == 0 || block.timestamp < effectiveAt) revert NothingToConfirm(effectiveAt);
        uint64 amount = limit.pending;
        (limit.headroom, limit.pending, limit.effectiveAt) = (type(uint64).max - amount, 0, 0);
        emit LimitSet(msg.sender, kind, amount, uint40(block.timestamp));
    }

    /// @inheritdoc ISelfLimits
    function excludeUntil(uint40 until) external {
        IEscrow.Account memory account = _escrow.accountOf(msg.sender);
        if (until <= account.excludedUntil || until <= block.timestamp) revert OnlyLater(account.excludedUntil);
        emit Excluded(msg.sender, until);
        _escrow.setAccountFlags(msg.sender, account.flags, until);
    }

    /* ESCROW */

    /// @inheritdoc ISelfLimits
    function onLock(address account, uint64 amount) external onlyEscrow {
        for (uint8 kind; kind < KINDS; ++kind) {
            uint256 left = _leftUnder(account, kind);
            if (amount > left) revert LimitExceeded(kind, left);
        }
        for (uint256 period; period < PERIODS; ++period) {
            Counter memory counter = _counterNow(account, period);
            counter.staked += amount;
            _counters[account][period] = counter;
        }
    }

    /// @inheritdoc ISelfLimits
    function onRelease(address account, uint64 amount) external onlyEscrow {
        for (uint256 period; period < PERIODS; ++period) {
            Counter memory counter = _counterNow(account, period);
            counter.returned += amount;
            _counters[account][period] = counter;
        }
    }

    /* VIEWS */

    /// @inheritdoc ISelfLimits
    function limitOf(address account, uint8 kind)
        external
        view
        returns (uint64 amount, uint64 pending, uint40 effectiveAt)
    {
        Limit storage limit = _limitAt(account, kind);
        return (_inForce(limit), limit.pending, limit.effectiveAt);
    }

    /// @inheritdoc ISelfLimits
    function leftOf(address account) external view returns (uint256 left) {
        if (block.timestamp < _escrow.accountOf(account).excludedUntil) return 0;
        left = type(uint64).max;
        for (uint8 kind; kind < KINDS; ++kind) {
            uint256 under = _leftUnder(account, kind);
            if (under < left) left = under;
        }
    }

    /* INTERNAL */

    /// @dev Stake kinds: limit - staked. Loss kinds: limit - (staked - returned). A stake counts as lost until it
    /// comes back.
    function _leftUnder(address account, uint256 kind) private view returns (uint256) {
        uint256 limit = _inForce(_limits[account][kind]);
        if (limit == type(uint64).max) return limit;
        Counter memory counter = _counterNow(account, kind % PERIODS);
        uint256 returned = kind < PERIODS ? 0 : counter.returned;
        return CapLib.monus(limit + returned, counter.staked);
    }

    function _counterNow(address account, uint256 period) private view returns (Counter memory counter) {
        uint32 current = _periodNow(period);
        counter = _counters[account][period];
        if (counter.period != current) counter = Counter(current, 0, 0);
    }

    function _periodNow(uint256 period) private view returns (uint32) {
        if (period == 0) return CalendarLib.dayOf(block.timestamp);
        return period == 1 ? CalendarLib.weekOf(block.timestamp) : CalendarLib.monthOf(block.timestamp);
    }

    function _limitAt(address account, uint8 kind) private view returns (Limit storage) {
        if (kind >= KINDS) revert UnknownLimit(kind);
        return _limits[account][kind];
    }

    function _inForce(Limit storage limit) private view returns (uint64) {
        return type(uint64).max - limit.headroom;
    }
}
