// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RangeLib} from "../../../contracts/libraries/RangeLib.sol";
import {vm} from "./Cheats.sol";

/// @title I15: for every value exactly one range wins, edges included
contract RangeProofs {
    function check_indexOf__any_value_of_two_ranges__exactly_one_wins(int64[4] memory edges, int256 value) external pure {
        _exactlyOneWins(edges, 2, value);
    }

    function check_indexOf__any_value_of_three_ranges__exactly_one_wins(int64[4] memory edges, int256 value)
        external
        pure
    {
        _exactlyOneWins(edges, 3, value);
    }

    function check_indexOf__any_value_of_four_ranges__exactly_one_wins(int64[4] memory edges, int256 value)
        external
        pure
    {
        _exactlyOneWins(edges, 4, value);
    }

    function check_indexOf__any_value_of_five_ranges__exactly_one_wins(int64[4] memory edges, int256 value)
        external
        pure
    {
        _exactlyOneWins(edges, 5, value);
    }

    function _exactlyOneWins(int64[4] memory edges, uint256 outcomes, int256 value) private pure {
        for (uint256 i = 1; i < outcomes - 1; ++i) {
            vm.assume(edges[i - 1] < edges[i]);
        }
        uint256 holding;
        for (uint256 i; i < outcomes; ++i) {
            if (_holds(edges, outcomes, i, value)) ++holding;
        }
        assert(holding == 1);
        uint256 winner = RangeLib.indexOf(edges, outcomes, value);
        assert(winner < outcomes && _holds(edges, outcomes, winner, value));
    }

    /// @dev Range i is [edge i - 1, edge i); the first and the last are open-ended.
    function _holds(int64[4] memory edges, uint256 outcomes, uint256 i, int256 value) private pure returns (bool) {
        return (i == 0 || edges[i - 1] <= value) && (i == outcomes - 1 || value < edges[i]);
    }
}
