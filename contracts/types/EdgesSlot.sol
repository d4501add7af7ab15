// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Four numbers of 64 bits in one slot, the first lowest. RANGE: price edges. UPDOWN and RACE: when the start is
/// observed, then zeros.
type EdgesSlot is uint256;

using {toEdges, startAt} for EdgesSlot global;

/// @notice Packs the numbers and says whether the first `used`, 0 to 4, ascend from above 0 with only 0 after them.
function packEdges(int64[4] calldata edges, uint256 used) pure returns (bool fit, EdgesSlot packed) {
    (int64 a, int64 b, int64 c, int64 d) = (edges[0], edges[1], edges[2], edges[3]);
    uint256 low = uint256(uint64(a)) | uint256(uint64(b)) << 64;
    uint256 word = low | uint256(uint64(c)) << 128 | uint256(uint64(d)) << 192;
    fit = word >> 64 * used == 0 && a > 0 == used > 0 && b > a == used > 1 && c > b == used > 2 && d > c == used > 3;
    packed = EdgesSlot.wrap(word);
}

function toEdges(EdgesSlot packed) pure returns (int64[4] memory edges) {
    for (uint256 i; i < 4; ++i) {
        edges[i] = int64(uint64(EdgesSlot.unwrap(packed) >> 64 * i));
    }
}

/// @notice When the start price is observed, UTC seconds, of a slot that holds no edges.
function startAt(EdgesSlot packed) pure returns (uint64) {
    return uint64(EdgesSlot.unwrap(packed));
}
