// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";

/// @title What Mutuel uses of USDC (FiatToken v2.2)
interface IUsdc is IERC20Metadata {
    /// @notice EIP-2612 with any signature; contract wallets by ERC-1271.
    function permit(address owner, address spender, uint256 value, uint256 deadline, bytes memory signature) external;

    /// @notice The next EIP-2612 nonce of `owner`.
    function nonces(address owner) external view returns (uint256);

    /// @notice ERC-3009: only the payee may call.
    function receiveWithAuthorization(
        address from,
        address to,
        uint256 value,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 nonce,
        bytes memory signature
    ) external;
}
