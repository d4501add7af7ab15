// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {FeeLib} from "./FeeLib.sol";

/// @title ParimutuelLib: what a winner gets
/// @notice Twin of `mutuel.domain.parimutuel`. Amounts in micro-USDC below 2^48, weights below 2^75.
library ParimutuelLib {
    /// @notice LITERAL: floor(net * weight / weights). PRINCIPAL FIRST: stake + floor((net - winning) * weight /
    /// weights), where net - winning = losers - fee, which the cap on the fee keeps at 0 or more.
    /// @param net the pool less the fee
    /// @param winning all stakes on the winner
    /// @param weights all weights on the winner, above 0
    function payoutDown(bool principalFirst, uint256 net, uint256 winning, uint256 weights, uint256 stake, uint256 weight)
        internal
        pure
        returns (uint256)
    {
        if (principalFirst) return stake + (net - winning) * weight / weights;
        return net * weight / weights;
    }

    /// @notice The losing side's least stake: max(minLosers, floor(total * minLosersBps)).
    function losersNeededDown(uint256 total, uint256 minLosers, uint256 minLosersBps) internal pure returns (uint256) {
        uint256 share = total * minLosersBps / FeeLib.BPS;
        return share > minLosers ? share : minLosers;
    }
}
