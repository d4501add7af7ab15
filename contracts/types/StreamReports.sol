// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice How the reports of Chainlink Data Streams of all versions begin. Prices have 18 decimals.
/// @param feedId its first two bytes are the version
/// @param validFrom first second for which the report holds
/// @param observedAt last second for which the report holds
/// @param expiresAt last second at which it may be used
struct StreamHead {
    bytes32 feedId;
    uint32 validFrom;
    uint32 observedAt;
    uint192 nativeFee;
    uint192 linkFee;
    uint32 expiresAt;
}

/// @notice Crypto.
struct StreamV3 {
    StreamHead head;
    int192 benchmarkPrice;
    int192 bid;
    int192 ask;
}

/// @notice Currencies, metals, commodities. Status: 0 unknown, 1 closed, 2 open.
struct StreamV8 {
    StreamHead head;
    uint64 lastUpdateNs;
    int192 midPrice;
    uint32 marketStatus;
}

/// @notice Tokenised stocks. Status as in version 8.
/// @param price last traded price of the real share
struct StreamV10 {
    StreamHead head;
    uint64 lastUpdateNs;
    int192 price;
    uint32 marketStatus;
    int192 multiplier;
    int192 newMultiplier;
    uint32 activationAt;
    int192 tokenizedPrice;
}

/// @notice US stocks. Status: 0 unknown, 1 before the session, 2 in it, 3 after it, 4 overnight, 5 closed.
struct StreamV11 {
    StreamHead head;
    int192 mid;
    uint64 lastSeenNs;
    int192 bid;
    int192 bidVolume;
    int192 ask;
    int192 askVolume;
    int192 lastTradedPrice;
    uint32 marketStatus;
}
