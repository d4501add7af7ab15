// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title FeeLib: the takeout and who receives it
/// @notice Twin of `mutuel.domain.fees`. Amounts in micro-USDC, rates in basis points.
library FeeLib {
    uint256 internal constant BPS = 10_000;

    /// @notice min(floor(total * takeout), total - winning): never more than the losers staked, in any kind.
    function feeDown(uint256 total, uint256 winning, uint256 takeoutBps) internal pure returns (uint256) {
        uint256 fee = total * takeoutBps / BPS;
        uint256 losers = total - winning;
        return fee < losers ? fee : losers;
    }

    /// @notice The fee and its two parts: Insurance gets the share rounded down, Treasury the rest.
    function split(uint256 total, uint256 winning, uint256 takeoutBps, uint256 insuranceBps)
        internal
        pure
        returns (uint256 fee, uint256 treasury, uint256 insurance)
    {
        fee = feeDown(total, winning, takeoutBps);
        insurance = fee * insuranceBps / BPS;
        treasury = fee - insurance;
    }
}
