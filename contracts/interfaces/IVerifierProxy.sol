// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What Mutuel uses of Chainlink's VerifierProxy
interface IVerifierProxy {
    /// @notice Returns the report that `payload` carries; reverts unless enough nodes of a current configuration signed it.
    /// @param payload abi.encode(bytes32[3] context, bytes report, bytes32[] rs, bytes32[] ss, bytes32 vs)
    /// @param parameterPayload how the fee is paid; empty where billing is by subscription
    function verify(bytes calldata payload, bytes calldata parameterPayload)
        external
        payable
        returns (bytes memory report);
}
