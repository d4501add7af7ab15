// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IProof} from "../interfaces/IProof.sol";

/// @notice A verifier that believes every proof: the value is the proof itself. So two proofs of one time can differ,
/// as those of two signing networks may.
contract LyingProof is IProof {
    /// @inheritdoc IProof
    function checkConfig(bytes calldata) external pure {}

    /// @inheritdoc IProof
    function verify(bytes calldata, uint32, bytes32, bytes calldata proof) external pure returns (int64) {
        return abi.decode(proof, (int64));
    }
}
