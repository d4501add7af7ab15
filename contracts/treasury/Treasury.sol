// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ITreasury} from "../interfaces/ITreasury.sol";

contract Treasury is ITreasury, AccessManaged {
    using SafeERC20 for IERC20;

    IERC20 public immutable usdc;
    uint256 public dailyLimit;
    mapping(uint256 day => uint256) private _paidOn;

    constructor(IERC20 usdc_, uint256 dailyLimit_, address authority_) AccessManaged(authority_) {
        usdc = usdc_;
        dailyLimit = dailyLimit_;
        emit DailyLimitSet(dailyLimit_);
    }

    /// @inheritdoc ITreasury
    function pay(address to, uint256 amount, bytes32 reason) external restricted {
        uint256 left = leftToday();
        if (amount > left) revert DailyLimitExceeded(left);
        _paidOn[block.timestamp / 1 days] += amount;
        _pay(to, amount, reason);
    }

    /// @inheritdoc ITreasury
    function payLarge(address to, uint256 amount, bytes32 reason) external restricted {
        _pay(to, amount, reason);
    }

    /// @inheritdoc ITreasury
    function setDailyLimit(uint256 limit) external restricted {
        dailyLimit = limit;
        emit DailyLimitSet(limit);
    }

    /// @inheritdoc ITreasury
    function leftToday() public view returns (uint256) {
        uint256 paid = _paidOn[block.timestamp / 1 days];
        return paid < dailyLimit ? dailyLimit - paid : 0;
    }

    function _pay(address to, uint256 amount, bytes32 reason) private {
        if (to == address(0)) revert ZeroAddress();
        emit Paid(to, amount, reason);
        usdc.safeTransfer(to, amount);
    }
}
