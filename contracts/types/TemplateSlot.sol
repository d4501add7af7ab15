// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CapAmount, packCapAmount} from "./CapAmount.sol";
import {TemplateParams} from "./TemplateParams.sol";

/// @notice A template in one slot; see `TemplateParams` for the fields. From the lowest bit:
/// subjectRule 8 | source2Id 16 | takeoutBps 16 | insuranceBps 16 | minLosersBps 16 | knownGuard 16 | contestable 1 |
/// haltable 1 | closableEarly 1 | cancellable 1 | unused 4 | sourceId 16 | mergeBelow 48 | minLosers 48 | outcomes 4 |
/// kind 4 | unused 8 | k1 4 | k0 4 | capFloor 8 | capMax 8 | maxPool 8.
/// @dev What a market copies stands where `MarketSlot` keeps it, so that one mask copies it all.
type TemplateSlot is uint256;

using {
    kind,
    outcomes,
    k0,
    k1,
    subjectRule,
    sourceId,
    source2Id,
    takeoutBps,
    insuranceBps,
    maxPool,
    mergeBelow,
    minLosers,
    minLosersBps,
    knownGuard,
    contestable,
    haltable,
    closableEarly,
    cancellable,
    toParams
} for TemplateSlot global;

uint256 constant CONTESTABLE = 1 << 88;
uint256 constant HALTABLE = 1 << 89;
uint256 constant CLOSABLE_EARLY = 1 << 90;
uint256 constant CANCELLABLE = 1 << 91;
uint256 constant CAPS_SHIFT = 232;

/// @dev The caller has checked that every field fits.
function packTemplate(TemplateParams memory p) pure returns (TemplateSlot) {
    uint256 word = uint256(p.subjectRule) | uint256(p.source2Id) << 8 | uint256(p.takeoutBps) << 24;
    word |= uint256(p.insuranceBps) << 40 | uint256(p.minLosersBps) << 56 | uint256(p.knownGuard) << 72;
    if (p.contestable) word |= CONTESTABLE;
    if (p.haltable) word |= HALTABLE;
    if (p.closableEarly) word |= CLOSABLE_EARLY;
    if (p.cancellable) word |= CANCELLABLE;
    word |= uint256(p.sourceId) << 96 | uint256(p.mergeBelow) << 112 | uint256(p.minLosers) << 160;
    word |= uint256(p.outcomes) << 208 | uint256(p.kind) << 212 | uint256(p.k1) << 224 | uint256(p.k0) << 228;
    uint256 caps = _byteOf(p.capFloor) | _byteOf(p.capMax) << 8 | _byteOf(p.maxPool) << 16;
    return TemplateSlot.wrap(word | caps << CAPS_SHIFT);
}

function kind(TemplateSlot t) pure returns (uint8) {
    return uint8(TemplateSlot.unwrap(t) >> 212 & 15);
}

function outcomes(TemplateSlot t) pure returns (uint8) {
    return uint8(TemplateSlot.unwrap(t) >> 208 & 15);
}

function k0(TemplateSlot t) pure returns (uint8) {
    return uint8(TemplateSlot.unwrap(t) >> 228 & 15);
}

function k1(TemplateSlot t) pure returns (uint8) {
    return uint8(TemplateSlot.unwrap(t) >> 224 & 15);
}

function subjectRule(TemplateSlot t) pure returns (uint8) {
    return uint8(TemplateSlot.unwrap(t));
}

function sourceId(TemplateSlot t) pure returns (uint16) {
    return uint16(TemplateSlot.unwrap(t) >> 96);
}

function source2Id(TemplateSlot t) pure returns (uint16) {
    return uint16(TemplateSlot.unwrap(t) >> 8);
}

function takeoutBps(TemplateSlot t) pure returns (uint16) {
    return uint16(TemplateSlot.unwrap(t) >> 24);
}

function insuranceBps(TemplateSlot t) pure returns (uint16) {
    return uint16(TemplateSlot.unwrap(t) >> 40);
}

function maxPool(TemplateSlot t) pure returns (CapAmount) {
    return CapAmount.wrap(uint8(TemplateSlot.unwrap(t) >> 248));
}

function mergeBelow(TemplateSlot t) pure returns (uint48) {
    return uint48(TemplateSlot.unwrap(t) >> 112);
}

function minLosers(TemplateSlot t) pure returns (uint48) {
    return uint48(TemplateSlot.unwrap(t) >> 160);
}

function minLosersBps(TemplateSlot t) pure returns (uint16) {
    return uint16(TemplateSlot.unwrap(t) >> 56);
}

function knownGuard(TemplateSlot t) pure returns (uint16) {
    return uint16(TemplateSlot.unwrap(t) >> 72);
}

function contestable(TemplateSlot t) pure returns (bool) {
    return TemplateSlot.unwrap(t) & CONTESTABLE != 0;
}

function haltable(TemplateSlot t) pure returns (bool) {
    return TemplateSlot.unwrap(t) & HALTABLE != 0;
}

function closableEarly(TemplateSlot t) pure returns (bool) {
    return TemplateSlot.unwrap(t) & CLOSABLE_EARLY != 0;
}

function cancellable(TemplateSlot t) pure returns (bool) {
    return TemplateSlot.unwrap(t) & CANCELLABLE != 0;
}

function toParams(TemplateSlot t) pure returns (TemplateParams memory p) {
    (p.kind, p.outcomes, p.k0, p.k1) = (t.kind(), t.outcomes(), t.k0(), t.k1());
    (p.subjectRule, p.sourceId, p.source2Id) = (t.subjectRule(), t.sourceId(), t.source2Id());
    (p.takeoutBps, p.insuranceBps) = (t.takeoutBps(), t.insuranceBps());
    uint256 caps = TemplateSlot.unwrap(t) >> CAPS_SHIFT;
    (p.capFloor, p.capMax, p.maxPool) = (_unitsOf(caps), _unitsOf(caps >> 8), _unitsOf(caps >> 16));
    (p.mergeBelow, p.minLosers, p.minLosersBps) = (t.mergeBelow(), t.minLosers(), t.minLosersBps());
    p.knownGuard = t.knownGuard();
    (p.contestable, p.haltable) = (t.contestable(), t.haltable());
    (p.closableEarly, p.cancellable) = (t.closableEarly(), t.cancellable());
}

function _byteOf(uint256 amount) pure returns (uint256) {
    return CapAmount.unwrap(packCapAmount(amount));
}

function _unitsOf(uint256 packed) pure returns (uint64) {
    return uint64(CapAmount.wrap(uint8(packed)).toUnits());
}
