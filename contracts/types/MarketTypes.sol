// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What an observation means. MATCH_PRINCIPAL_FIRST returns a winner's stake before the rest is shared.
enum Kind {
    RANGE,
    UPDOWN,
    RACE,
    MATCH,
    MATCH_PRINCIPAL_FIRST
}

/// @notice Where a market stands. SETTLED and VOID are for ever.
enum MarketState {
    UNKNOWN,
    OPEN,
    SETTLED,
    VOID
}

/// @notice Why every stake went back.
enum VoidReason {
    NONE,
    TIE,
    ONE_SIDED,
    NO_WINNER,
    MERGED,
    KNOWN,
    OUTAGE,
    QUESTION,
    EXPIRED,
    CANCELLED
}

/// @notice Why an item of a batch of bets was refused. MONEY: credit, balance or allowance is short. ENGINE: paused,
/// retired or not allowed by the account. LIMITS: the account's own limit or exclusion.
enum BetRefusal {
    PLACED,
    UNKNOWN_MARKET,
    NOT_OPEN_YET,
    CLOSED,
    DECIDED,
    OUTCOME,
    STAKE,
    ACCOUNT_CAP,
    POOL_FULL,
    WEIGHT,
    MONEY,
    ENGINE,
    LIMITS,
    OTHER
}

/// @notice Why an item of a batch of claims paid nothing.
enum ClaimRefusal {
    PAID,
    NOT_SETTLED,
    NOTHING,
    UNKNOWN_MARKET
}

/// @notice How a question's subject follows from the market id.
enum SubjectRule {
    NONE,
    PERIOD,
    PERIOD_INDEX
}
