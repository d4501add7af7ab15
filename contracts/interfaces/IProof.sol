// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A stateless verifier of prices that can be proved on chain
interface IProof {
    /// @notice Checks a configuration when its source is added; reverts if it cannot work.
    function checkConfig(bytes calldata sourceConfig) external view;

    /// @notice Returns the one value that the proof shows for `observeAt`; reverts if it shows none.
    /// @param sourceConfig `SourceConfig.verifierConfig`
    /// @param observeAt UTC seconds
    /// @param subject further names the thing observed
    /// @param proof in the verifier's own encoding
    /// @return value price with 8 decimals
    function verify(bytes calldata sourceConfig, uint32 observeAt, bytes32 subject, bytes calldata proof)
        external
        returns (int64 value);
}
