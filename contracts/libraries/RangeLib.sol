// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title RangeLib: outcomes as ranges over one signed integer
/// @notice Twin of `mutuel.domain.ranges`.
library RangeLib {
    /// @notice Index of the half-open range [edge, next edge) that holds `value`; first and last are open-ended.
    /// @dev Equals the number of edges <= value: a value on an edge belongs to the upper range.
    /// @param edges ascending; the first `outcomes - 1` count
    function indexOf(int64[4] memory edges, uint256 outcomes, int256 value) internal pure returns (uint8 index) {
        while (index + 1 < outcomes && edges[index] <= value) ++index;
    }

    /// @notice For each range the lowest range of its group, after thin groups joined towards the centre.
    /// @dev R-MERGE, one pass, c = floor(n / 2): groups 0 to c - 1 below `threshold` join the next one up, groups n - 1
    /// to c + 1 the next one down, each looked at with what has joined it; a thin centre then joins the nearest group
    /// below, or above if there is none. Fewer than three ranges never merge.
    /// @return map three bits per range, range 0 lowest; 0 means that one group is left
    function mergeThin(uint256[5] memory stakes, uint256 outcomes, uint256 threshold)
        internal
        pure
        returns (uint16 map)
    {
        bool[5] memory joined; // joined[i]: ranges i and i + 1 are in one group
        if (outcomes >= 3) _joinThin(stakes, joined, outcomes, threshold);
        uint256 group;
        for (uint256 i; i < outcomes; ++i) {
            if (i > 0 && !joined[i - 1]) group = i;
            map |= uint16(group << 3 * i);
        }
    }

    /// @notice The outcomes that share in the group of `outcome`, as a bit mask.
    /// @param map as `mergeThin` returns it; 0 stands for "nothing merged", since one group left is void
    function groupMask(uint16 map, uint256 outcomes, uint256 outcome) internal pure returns (uint256 mask) {
        if (map == 0) return 1 << outcome;
        uint256 group = map >> 3 * outcome & 7;
        for (uint256 i; i < outcomes; ++i) {
            if (map >> 3 * i & 7 == group) mask |= 1 << i;
        }
    }

    function _joinThin(uint256[5] memory stakes, bool[5] memory joined, uint256 outcomes, uint256 threshold)
        private
        pure
    {
        uint256 centre = outcomes / 2;
        uint256 held = stakes[0]; // of the group at hand, with what has joined it
        for (uint256 i; i < centre; ++i) {
            joined[i] = held < threshold;
            held = stakes[i + 1] + (joined[i] ? held : 0);
        }
        uint256 heldAbove = stakes[outcomes - 1];
        for (uint256 i = outcomes - 1; i > centre; --i) {
            joined[i - 1] = heldAbove < threshold;
            if (i - 1 == centre) held += joined[centre] ? heldAbove : 0;
            else heldAbove = stakes[i - 1] + (joined[i - 1] ? heldAbove : 0);
        }
        if (held < threshold) _joinCentre(joined, outcomes, centre);
    }

    function _joinCentre(bool[5] memory joined, uint256 outcomes, uint256 centre) private pure {
        uint256 low = centre;
        while (low > 0 && joined[low - 1]) --low;
        if (low > 0) {
            joined[low - 1] = true;
            return;
        }
        uint256 high = centre;
        while (high + 1 < outcomes && joined[high]) ++high;
        if (high + 1 < outcomes) joined[high] = true;
    }
}
