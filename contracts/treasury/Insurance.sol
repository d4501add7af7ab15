// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IEscrow} from "../interfaces/IEscrow.sol";
import {IInsurance} from "../interfaces/IInsurance.sol";

contract Insurance is IInsurance, AccessManaged {
    using SafeERC20 for IERC20;

    uint256 private constant MAX_BATCH = 100;

    IERC20 public immutable usdc;
    IEscrow public immutable escrow;
    uint256 public marketCap;
    mapping(uint256 marketId => uint256) public coveredOf;

    constructor(IERC20 usdc_, IEscrow escrow_, uint256 marketCap_, address authority_) AccessManaged(authority_) {
        usdc = usdc_;
        escrow = escrow_;
        marketCap = marketCap_;
        emit MarketCapSet(marketCap_);
    }

    /// @inheritdoc IInsurance
    function coverShortfall(
        uint256 marketId,
        address[] calldata accounts,
        uint256[] calldata amounts,
        bytes32 evidenceHash
    ) external restricted {
        if (evidenceHash == 0) revert EvidenceRequired();
        if (accounts.length != amounts.length) revert LengthsDiffer();
        if (accounts.length > MAX_BATCH) revert BatchTooLong(MAX_BATCH);
        uint256 total = _count(marketId, amounts);
        usdc.forceApprove(address(escrow), total);
        for (uint256 i = 0; i < accounts.length; ++i) {
            emit Covered(marketId, accounts[i], amounts[i], evidenceHash);
            escrow.depositFor(accounts[i], amounts[i], evidenceHash);
        }
    }

    /// @inheritdoc IInsurance
    function setMarketCap(uint256 cap) external restricted {
        marketCap = cap;
        emit MarketCapSet(cap);
    }

    function _count(uint256 marketId, uint256[] calldata amounts) private returns (uint256 total) {
        uint256 covered = coveredOf[marketId];
        uint256 left = covered < marketCap ? marketCap - covered : 0;
        for (uint256 i = 0; i < amounts.length; ++i) {
            total += amounts[i];
        }
        if (total > left) revert CapExceeded(left);
        coveredOf[marketId] = covered + total;
    }
}
