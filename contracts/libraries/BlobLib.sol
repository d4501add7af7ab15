// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Bytes kept as the code of a contract that nobody can call: one cold read instead of one per word.
library BlobLib {
    /// @notice Thrown when the bytes could not be stored; they may be at most 24,575 long.
    error BlobNotStored();

    uint256 private constant MAX_BYTES = 24_575;

    /// @dev The creation code returns what stands behind its own 10 bytes; the leading 00 is STOP.
    function store(bytes memory data) internal returns (address blob) {
        if (data.length > MAX_BYTES) revert BlobNotStored();
        bytes memory creation =
            abi.encodePacked(hex"61", uint16(data.length + 1), hex"80600a3d393df3", hex"00", data);
        assembly ("memory-safe") {
            blob := create(0, add(creation, 32), mload(creation))
        }
        if (blob == address(0)) revert BlobNotStored();
    }

    function load(address blob) internal view returns (bytes memory data) {
        uint256 size = blob.code.length - 1;
        data = new bytes(size);
        assembly ("memory-safe") {
            extcodecopy(blob, add(data, 32), 1, size)
        }
    }
}
