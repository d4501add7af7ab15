// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What a market of one kind is made from; governed, hashed, copied into each market at creation.
/// @param kind see `Kind`: RANGE, UPDOWN, RACE, MATCH, or MATCH paid principal first
/// @param outcomes 2 to 5
/// @param k0 weight factor at open, 0 to 15; equal to `k1` for a flat pool
/// @param k1 weight factor at close, not above `k0`
/// @param subjectRule how a question's subject follows from the market id: 0 none, 1 period, 2 period and index
/// @param sourceId price or result source in Resolution
/// @param source2Id second source of a RACE, else 0
/// @param takeoutBps fee in basis points of the pool, at most 1,500
/// @param insuranceBps Insurance's share of the fee in basis points
/// @param capFloor stake per account that is always allowed, micro-USDC
/// @param capMax stake per account that is never exceeded, micro-USDC
/// @param maxPool bound on the pool, micro-USDC
/// @param mergeBelow ranges thinner than this merge at lock, micro-USDC; 0 never
/// @param minLosers the losing side's least stake, micro-USDC, below which the market is void
/// @param minLosersBps the same in basis points of the pool; the larger counts
/// @param knownGuard seconds before `knownAt` from which a market is void
/// @param contestable sources that name different winners contest the market
/// @param haltable signed halt reports may close betting at once
/// @param closableEarly the keeper may close betting early
/// @param cancellable signed schedule reports may void the market before its close
struct TemplateParams {
    uint8 kind;
    uint8 outcomes;
    uint8 k0;
    uint8 k1;
    uint8 subjectRule;
    uint16 sourceId;
    uint16 source2Id;
    uint16 takeoutBps;
    uint16 insuranceBps;
    uint64 capFloor;
    uint64 capMax;
    uint64 maxPool;
    uint64 mergeBelow;
    uint64 minLosers;
    uint16 minLosersBps;
    uint32 knownGuard;
    bool contestable;
    bool haltable;
    bool closableEarly;
    bool cancellable;
}
