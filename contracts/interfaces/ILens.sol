// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IParimutuelEngine} from "./IParimutuelEngine.sol";

/// @title Lens: read-only pages for user interfaces and bots
/// @notice Odds are decimals times 10^6, rounded down; 0 stands for an empty pool
/// and, in weighted pools, for a market that takes no bets any more.
interface ILens {
    /// @param questionState of the question that the market waits for: its own once it is contested
    /// @param value of that question
    struct MarketPage {
        uint256 marketId;
        IParimutuelEngine.MarketView market;
        uint256[5] stakes;
        uint256[5] weights;
        uint256[5] odds;
        uint8 questionState;
        int64 value;
    }

    struct PositionPage {
        uint256 marketId;
        uint256[5] stakes;
        uint256[5] weights;
        uint256 payout;
        uint256 capLeft;
    }

    error PageTooLong(uint256 max);

    /// @notice Odds per outcome if the pools stayed as they are: floor((total - fee) * 10^6 / pool_i), the fee as if
    /// outcome i won; in weighted pools floor((total - fee) * 10^6 * k(now) / W_i), 0 once betting ended. 0 for an empty
    /// pool.
    function odds(uint256 marketId) external view returns (uint256[5] memory);

    /// @notice At most 50 markets.
    function markets(uint256[] calldata marketIds) external view returns (MarketPage[] memory);

    /// @notice At most 50 positions of one account.
    function positions(address account, uint256[] calldata marketIds) external view returns (PositionPage[] memory);
}
