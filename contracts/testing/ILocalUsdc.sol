// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What only the local chain's USDC offers: its owner makes money and plays the issuer
interface ILocalUsdc {
    function mint(address to, uint256 value) external;

    function pause() external;

    function unpause() external;

    function blacklist(address account) external;

    function unBlacklist(address account) external;
}
