// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVerifierProxy} from "../interfaces/IVerifierProxy.sol";

/// @title Chainlink's VerifierProxy for a local chain: checks genuine signatures of the configurations it was given
/// @notice A configuration is known by its digest, the first word of a report's context. Exactly faulty + 1 different of
/// its nodes must have signed keccak256(keccak256(report) || context).
/// @dev Stricter than the original in one point: it takes one encoding of a report only, so that no byte of a payload
/// can be changed at all. The original ignores bytes that carry nothing, as those behind the last signature's v.
interface IStreamsVerifier is IVerifierProxy {
    error NotOperator();
    error BadConfiguration();
    error UnknownConfiguration(bytes32 digest);
    error WrongSignatureCount(uint256 have, uint256 need);
    error NotCanonical();
    error BadVerification();

    /// @notice Adds a configuration, for ever; at most 31 different nodes, more than `faulty`.
    function setConfiguration(bytes32 digest, address[] calldata nodes, uint8 faulty) external;
}
