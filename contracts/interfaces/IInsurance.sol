// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Insurance: pays users harmed by a final value later ruled wrong, or an Escrow shortfall
interface IInsurance {
    event Covered(uint256 indexed marketId, address indexed account, uint256 amount, bytes32 evidenceHash);
    event MarketCapSet(uint256 cap);

    error CapExceeded(uint256 left);
    error EvidenceRequired();
    error BatchTooLong(uint256 max);
    error LengthsDiffer();

    /// @notice Pays at most 100 accounts into their Escrow credit. Role INSURER (24 h).
    function coverShortfall(
        uint256 marketId,
        address[] calldata accounts,
        uint256[] calldata amounts,
        bytes32 evidenceHash
    ) external;

    /// @notice Bound per market. Role PARAMS.
    function setMarketCap(uint256 cap) external;

    function marketCap() external view returns (uint256);

    function coveredOf(uint256 marketId) external view returns (uint256);
}
