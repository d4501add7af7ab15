// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IProof} from "../interfaces/IProof.sol";
import {IMutationHarness} from "./IMutationHarness.sol";

contract MutationHarness is IMutationHarness {
    /// @inheritdoc IMutationHarness
    function countAccepted(
        IProof source,
        bytes calldata sourceConfig,
        uint32 observeAt,
        bytes calldata proof,
        uint16[] calldata positions,
        uint8[] calldata flips
    ) external returns (uint256 accepted) {
        bytes memory copy = proof;
        for (uint256 i = 0; i < positions.length; ++i) {
            bytes1 original = copy[positions[i]];
            copy[positions[i]] = original ^ bytes1(flips[i]);
            try source.verify(sourceConfig, observeAt, 0, copy) returns (int64) {
                ++accepted;
            } catch {}
            copy[positions[i]] = original;
        }
    }
}
