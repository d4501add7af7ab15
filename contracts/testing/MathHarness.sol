// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CalendarLib} from "../libraries/CalendarLib.sol";
import {CapLib} from "../libraries/CapLib.sol";
import {FeeLib} from "../libraries/FeeLib.sol";
import {MedianLib} from "../libraries/MedianLib.sol";
import {ParimutuelLib} from "../libraries/ParimutuelLib.sol";
import {RangeLib} from "../libraries/RangeLib.sol";
import {WeightLib} from "../libraries/WeightLib.sol";
import {CapAmount, packCapAmount} from "../types/CapAmount.sol";

/// @title MathHarness: the pure libraries in batches, for golden vectors and the comparison with Python
/// @dev Keep a batch at some 500 cases: a call has the block's gas.
contract MathHarness {
    struct IndexCase {
        int64[4] edges;
        uint8 outcomes;
        int256 value;
    }

    struct MergeCase {
        uint256[5] stakes;
        uint8 outcomes;
        uint256 threshold;
    }

    struct WeightCase {
        uint256 stake;
        uint8 k0;
        uint8 k1;
        uint32 open;
        uint32 close;
        uint32 time;
    }

    struct FeeCase {
        uint256 total;
        uint256 winning;
        uint16 takeoutBps;
        uint16 insuranceBps;
    }

    struct Fee {
        uint256 fee;
        uint256 treasury;
        uint256 insurance;
    }

    struct PayoutCase {
        bool principalFirst;
        uint256 net;
        uint256 winning;
        uint256 weights;
        uint256 stake;
        uint256 weight;
    }

    struct CapCase {
        uint256 floor;
        uint256 max;
        uint256 exposure;
        uint256 pool;
    }

    struct Period {
        uint32 day;
        uint32 week;
        uint32 month;
    }

    function indexOf(IndexCase[] calldata cases) external pure returns (uint8[] memory out) {
        out = new uint8[](cases.length);
        for (uint256 i; i < cases.length; ++i) {
            out[i] = RangeLib.indexOf(cases[i].edges, cases[i].outcomes, cases[i].value);
        }
    }

    function mergeThin(MergeCase[] calldata cases) external pure returns (uint16[] memory out) {
        out = new uint16[](cases.length);
        for (uint256 i; i < cases.length; ++i) {
            out[i] = RangeLib.mergeThin(cases[i].stakes, cases[i].outcomes, cases[i].threshold);
        }
    }

    /// @notice The outcomes that win together with `outcomes[i]` under `maps[i]`, as bit masks.
    function groupMask(uint16[] calldata maps, uint8[] calldata counts, uint8[] calldata outcomes)
        external
        pure
        returns (uint256[] memory out)
    {
        out = new uint256[](maps.length);
        for (uint256 i; i < maps.length; ++i) {
            out[i] = RangeLib.groupMask(maps[i], counts[i], outcomes[i]);
        }
    }

    function weightOf(WeightCase[] calldata cases) external pure returns (uint256[] memory out) {
        out = new uint256[](cases.length);
        for (uint256 i; i < cases.length; ++i) {
            WeightCase calldata c = cases[i];
            out[i] = WeightLib.weightOf(c.stake, c.k0, c.k1, c.open, c.close, c.time);
        }
    }

    function split(FeeCase[] calldata cases) external pure returns (Fee[] memory out) {
        out = new Fee[](cases.length);
        for (uint256 i; i < cases.length; ++i) {
            FeeCase calldata c = cases[i];
            (out[i].fee, out[i].treasury, out[i].insurance) =
                FeeLib.split(c.total, c.winning, c.takeoutBps, c.insuranceBps);
        }
    }

    function payoutDown(PayoutCase[] calldata cases) external pure returns (uint256[] memory out) {
        out = new uint256[](cases.length);
        for (uint256 i; i < cases.length; ++i) {
            PayoutCase calldata c = cases[i];
            out[i] = ParimutuelLib.payoutDown(c.principalFirst, c.net, c.winning, c.weights, c.stake, c.weight);
        }
    }

    function losersNeededDown(uint256[] calldata totals, uint256[] calldata leasts, uint16[] calldata shares)
        external
        pure
        returns (uint256[] memory out)
    {
        out = new uint256[](totals.length);
        for (uint256 i; i < totals.length; ++i) {
            out[i] = ParimutuelLib.losersNeededDown(totals[i], leasts[i], shares[i]);
        }
    }

    /// @notice Account cap where `pool` includes the bet.
    function capAt(CapCase[] calldata cases) external pure returns (uint256[] memory out) {
        out = new uint256[](cases.length);
        for (uint256 i; i < cases.length; ++i) {
            out[i] = CapLib.capAt(cases[i].floor, cases[i].max, cases[i].pool);
        }
    }

    /// @notice What the account may add where `pool` and `exposure` are before the bet.
    function capLeftDown(CapCase[] calldata cases) external pure returns (uint256[] memory out) {
        out = new uint256[](cases.length);
        for (uint256 i; i < cases.length; ++i) {
            out[i] = CapLib.capLeftDown(cases[i].floor, cases[i].max, cases[i].exposure, cases[i].pool);
        }
    }

    function packAmount(uint256 amount) external pure returns (uint8) {
        return CapAmount.unwrap(packCapAmount(amount));
    }

    function unpackAmount(uint8 packed) external pure returns (uint256) {
        return CapAmount.wrap(packed).toUnits();
    }

    /// @notice The lower median of each case's values.
    function medianOf(int64[][] calldata cases) external pure returns (int64[] memory out) {
        out = new int64[](cases.length);
        for (uint256 i; i < cases.length; ++i) {
            int64[] memory values = cases[i];
            MedianLib.sort(values);
            out[i] = MedianLib.lowerMedian(values);
        }
    }

    /// @notice Whether each case's values are more than `allowedBps[i]` apart.
    function spreadExceeds(int64[][] calldata cases, uint256[] calldata allowedBps)
        external
        pure
        returns (bool[] memory out)
    {
        out = new bool[](cases.length);
        for (uint256 i; i < cases.length; ++i) {
            int64[] memory values = cases[i];
            MedianLib.sort(values);
            out[i] = MedianLib.spreadExceeds(values, allowedBps[i]);
        }
    }

    function periodsOf(uint256[] calldata times) external pure returns (Period[] memory out) {
        out = new Period[](times.length);
        for (uint256 i; i < times.length; ++i) {
            uint256 t = times[i];
            out[i] = Period(CalendarLib.dayOf(t), CalendarLib.weekOf(t), CalendarLib.monthOf(t));
        }
    }
}
