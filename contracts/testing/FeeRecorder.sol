// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title FeeRecorder: stands in for Escrow where only the fee matters
contract FeeRecorder {
    uint256 public treasury;
    uint256 public insurance;

    function takeFee(uint256, uint256 treasury_, uint256 insurance_) external {
        (treasury, insurance) = (treasury_, insurance_);
    }
}
