// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IProof} from "../interfaces/IProof.sol";

/// @title Tries many changed copies of one proof in a single call
interface IMutationHarness {
    /// @notice How many copies of `proof`, each with the bits `flips[i]` of byte `positions[i]` turned around, `source`
    /// accepts.
    function countAccepted(
        IProof source,
        bytes calldata sourceConfig,
        uint32 observeAt,
        bytes calldata proof,
        uint16[] calldata positions,
        uint8[] calldata flips
    ) external returns (uint256 accepted);
}
