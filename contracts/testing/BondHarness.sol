// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrow} from "../interfaces/IEscrow.sol";
import {IPriceFeed} from "../interfaces/IPriceFeed.sol";
import {Resolution} from "../resolution/Resolution.sol";

/// @title BondHarness: who gets which bond back, by Resolution's own code in batches
/// @dev It is the Escrow that it pays through, and writes down by whom it was asked for what. Only for eth_call: nothing
/// is cleaned up.
contract BondHarness is Resolution {
    struct Claim {
        bool there;
        bool isVoid;
        int64 value;
    }

    /// @param claims proposer and challenger of each round; a round in which nobody proposed did not happen
    struct BondCase {
        uint64 bond;
        Claim[2][2] claims;
        Claim decision;
    }

    struct Payout {
        uint256 proposer;
        uint256 challenger;
        uint256 insurance;
    }

    mapping(address account => uint256) private _released;
    /// @dev By who was paid last: the fee of a round comes after its winner's bond.
    mapping(address account => uint256) private _keptBack;
    address private _last;

    constructor() Resolution(IEscrow(address(this)), IPriceFeed(address(0)), address(0)) {}

    function settleBonds(BondCase[] calldata cases) external returns (Payout[2][] memory out) {
        out = new Payout[2][](cases.length);
        for (uint256 i; i < cases.length; ++i) {
            bytes32 questionId = bytes32(i);
            _timings[questionId].bond = cases[i].bond;
            _timings[questionId].round = cases[i].claims[1][0].there ? 1 : 0;
            for (uint256 round; round < 2; ++round) {
                _rounds[questionId][round].proposer = _side(cases[i].claims[round][0], _account(i, round, 0));
                _rounds[questionId][round].challenger = _side(cases[i].claims[round][1], _account(i, round, 1));
            }
            _settleBonds(questionId, _side(cases[i].decision, address(0)));
            for (uint256 round; round < 2; ++round) {
                (address first, address second) = (_account(i, round, 0), _account(i, round, 1));
                uint256 kept = _keptBack[first] + _keptBack[second];
                out[i][round] = Payout(_released[first], _released[second], kept);
            }
        }
    }

    function release(uint256, address account, uint256 amount, bool toCredit, bool) external returns (bool) {
        require(toCredit, "bonds return as credit");
        _released[account] += amount;
        _last = account;
        return false;
    }

    function takeFee(uint256, uint256 treasury, uint256 insurance) external {
        require(treasury == 0, "nothing of a bond is the treasury's");
        _keptBack[_last] += insurance;
    }

    function _side(Claim calldata claim, address account) private pure returns (Side memory) {
        return Side(claim.there ? account : address(0), claim.value, claim.isVoid, false);
    }

    function _account(uint256 number, uint256 round, uint256 place) private pure returns (address) {
        return address(uint160(1 + 4 * number + 2 * round + place));
    }
}
