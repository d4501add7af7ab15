// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What an observation means. RANGE: a price in one of several ranges. UPDOWN: a price at the end below (0) or
/// above (1) the one at the start. RACE: whether the first (1) or the second asset (0) rose by more. MATCH: the code of
/// the winner. MATCH_PRINCIPAL_FIRST returns a winner's stake before the rest is shared.
enum Kind {
    RANGE,
    UPDOWN,
    RACE,
    MATCH,
    MATCH_PRINCIPAL_FIRST
}

/// @notice Where a market stands. SETTLED and VOID are for ever; CONTESTED is undecided like OPEN, and waits for a
/// question of its own.
enum MarketState {
    UNKNOWN,
    OPEN,
    SETTLED,
    VOID,
    CONTESTED
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

/// @notice What the reporters of a market's source may ask for by signed report.
enum ReportAction {
    NONE,
    HALT,
    CANCEL
}

/// @notice How a question's subject follows from the market id.
enum SubjectRule {
    NONE,
    PERIOD,
    PERIOD_INDEX
}
