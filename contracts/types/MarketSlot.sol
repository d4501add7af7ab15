// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CapAmount} from "./CapAmount.sol";
import {Kind, MarketState} from "./MarketTypes.sol";
import {TemplateSlot} from "./TemplateSlot.sol";

/// @notice A market in one slot, so that a bet reads everything it needs at once. From the lowest bit:
/// open 32 | close 32 | observeAt 32 | sourceId 16 | templateId 16 | net 48 | bettingEnds 32 | outcomes 4 | kind 4 |
/// winner 4 | state 4 | k1 4 | k0 4 | capFloor 8 | capMax 8 | maxPool 8.
/// @dev bettingEnds = close unless betting ended early, also once decided. net = staked minus fee once settled, 0 before;
/// it fits, because maxPool is below 2^48. sourceId, outcomes, kind, k1, k0 and the last 24 bits are copied from the
/// template, where they stand at the same place.
type MarketSlot is uint256;

using {
    withTimes,
    open,
    close,
    observeAt,
    sourceId,
    templateId,
    net,
    bettingEnds,
    outcomes,
    kind,
    winner,
    state,
    k1,
    k0,
    capFloor,
    capMax,
    maxPool,
    isFlat,
    endedAt,
    contested,
    settled,
    voided
} for MarketSlot global;

uint256 constant NET_SHIFT = 128;
uint256 constant ENDS_SHIFT = 176;
uint256 constant WINNER_SHIFT = 216;
uint256 constant STATE_SHIFT = 220;
uint256 constant ENDS_MASK = uint256(type(uint32).max) << ENDS_SHIFT;
/// @dev sourceId, and all from outcomes on except winner and state, which a template leaves 0.
uint256 constant COPIED_MASK = uint256(type(uint16).max) << 96 | uint256(type(uint48).max) << 208;
uint256 constant DECISION_MASK = uint256(type(uint8).max) << WINNER_SHIFT;

/// @notice An open market of a template, without its times.
function newMarketSlot(TemplateSlot t, uint256 templateId_) pure returns (MarketSlot) {
    uint256 copied = TemplateSlot.unwrap(t) & COPIED_MASK;
    return MarketSlot.wrap(copied | templateId_ << 112 | uint256(MarketState.OPEN) << STATE_SHIFT);
}

/// @notice The same with times, where it had none.
function withTimes(MarketSlot m, uint256 open_, uint256 close_, uint256 observeAt_) pure returns (MarketSlot) {
    return MarketSlot.wrap(MarketSlot.unwrap(m) | open_ | close_ << 32 | observeAt_ << 64 | close_ << ENDS_SHIFT);
}

function open(MarketSlot m) pure returns (uint32) {
    return uint32(MarketSlot.unwrap(m));
}

function close(MarketSlot m) pure returns (uint32) {
    return uint32(MarketSlot.unwrap(m) >> 32);
}

function observeAt(MarketSlot m) pure returns (uint32) {
    return uint32(MarketSlot.unwrap(m) >> 64);
}

function sourceId(MarketSlot m) pure returns (uint16) {
    return uint16(MarketSlot.unwrap(m) >> 96);
}

function templateId(MarketSlot m) pure returns (uint16) {
    return uint16(MarketSlot.unwrap(m) >> 112);
}

function net(MarketSlot m) pure returns (uint48) {
    return uint48(MarketSlot.unwrap(m) >> NET_SHIFT);
}

/// @notice The close that counts: the planned one, or an earlier one.
function bettingEnds(MarketSlot m) pure returns (uint32) {
    return uint32(MarketSlot.unwrap(m) >> ENDS_SHIFT);
}

function outcomes(MarketSlot m) pure returns (uint8) {
    return uint8(MarketSlot.unwrap(m) >> 208 & 15);
}

function kind(MarketSlot m) pure returns (Kind) {
    return Kind(MarketSlot.unwrap(m) >> 212 & 15);
}

function winner(MarketSlot m) pure returns (uint8) {
    return uint8(MarketSlot.unwrap(m) >> WINNER_SHIFT & 15);
}

function state(MarketSlot m) pure returns (MarketState) {
    return MarketState(MarketSlot.unwrap(m) >> STATE_SHIFT & 15);
}

function k1(MarketSlot m) pure returns (uint8) {
    return uint8(MarketSlot.unwrap(m) >> 224 & 15);
}

function k0(MarketSlot m) pure returns (uint8) {
    return uint8(MarketSlot.unwrap(m) >> 228 & 15);
}

function capFloor(MarketSlot m) pure returns (CapAmount) {
    return CapAmount.wrap(uint8(MarketSlot.unwrap(m) >> 232));
}

function capMax(MarketSlot m) pure returns (CapAmount) {
    return CapAmount.wrap(uint8(MarketSlot.unwrap(m) >> 240));
}

function maxPool(MarketSlot m) pure returns (CapAmount) {
    return CapAmount.wrap(uint8(MarketSlot.unwrap(m) >> 248));
}

/// @notice Whether weights are the stakes themselves.
function isFlat(MarketSlot m) pure returns (bool) {
    return m.k0() == m.k1();
}

/// @notice The same with betting ending at `closesAt`.
function endedAt(MarketSlot m, uint32 closesAt) pure returns (MarketSlot) {
    return MarketSlot.wrap(MarketSlot.unwrap(m) & ~ENDS_MASK | uint256(closesAt) << ENDS_SHIFT);
}

function contested(MarketSlot m) pure returns (MarketSlot) {
    return MarketSlot.wrap(MarketSlot.unwrap(m) & ~DECISION_MASK | uint256(MarketState.CONTESTED) << STATE_SHIFT);
}

/// @param net_ below 2^48
function settled(MarketSlot m, uint8 winner_, uint256 net_) pure returns (MarketSlot) {
    uint256 word = MarketSlot.unwrap(m) & ~DECISION_MASK | net_ << NET_SHIFT | uint256(winner_) << WINNER_SHIFT;
    return MarketSlot.wrap(word | uint256(MarketState.SETTLED) << STATE_SHIFT);
}

function voided(MarketSlot m) pure returns (MarketSlot) {
    return MarketSlot.wrap(MarketSlot.unwrap(m) & ~DECISION_MASK | uint256(MarketState.VOID) << STATE_SHIFT);
}
