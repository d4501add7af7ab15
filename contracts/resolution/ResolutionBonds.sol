// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ResolutionStorage} from "./ResolutionStorage.sol";

/// @title ResolutionBonds: what the sides of a question put up, and who gets it
/// @dev Bonds are locks in Escrow under the question's id and return as credit. Escrow is the only contract called here,
/// it is called last, and it calls back nobody.
abstract contract ResolutionBonds is ResolutionStorage {
    function _bondProposer(bytes32 questionId, Timing memory timing, int64 value, bool isVoid) internal {
        Round storage round = _rounds[questionId][timing.round];
        round.proposer = Side(msg.sender, value, isVoid, false);
        if (_lockBond(questionId, timing.bond)) round.proposer.limited = true;
    }

    function _lockBond(bytes32 questionId, uint256 amount) internal returns (bool limited) {
        (, limited) = escrow.lockFromCredit(uint256(questionId), msg.sender, amount);
    }

    /// @dev Makes the question final with the decision's value, or VOID, and settles the bonds by it.
    function _decide(bytes32 questionId, Side memory decision, uint8 voidReason) internal {
        if (decision.isVoid) _setVoid(questionId, voidReason);
        else _setFinal(questionId, _questions[questionId]);
        _settleBonds(questionId, decision);
    }

    /// @dev After a decision: in each challenged round the side farther from it loses half of its bond to the other
    /// side and half to Insurance.
    function _settleBonds(bytes32 questionId, Side memory decision) internal {
        Timing memory timing = _timings[questionId];
        for (uint8 i = 0; i <= timing.round; ++i) {
            Round memory round = _rounds[questionId][i];
            uint256 challengerBond = uint256(timing.bond) << i;
            if (round.challenger.account == address(0) || _allReturn(round.challenger, decision)) {
                _payBond(questionId, round.proposer, timing.bond, i);
                _payBond(questionId, round.challenger, challengerBond, i);
            } else if (_distance(round.challenger, decision) < _distance(round.proposer, decision)) {
                _punish(questionId, round.challenger, challengerBond, timing.bond, i);
            } else {
                _punish(questionId, round.proposer, timing.bond, challengerBond, i);
            }
        }
    }

    /// @dev After a time-out nobody was right.
    function _returnBonds(bytes32 questionId) internal {
        Timing memory timing = _timings[questionId];
        for (uint8 i = 0; i <= timing.round; ++i) {
            Round memory round = _rounds[questionId][i];
            _payBond(questionId, round.proposer, timing.bond, i);
            _payBond(questionId, round.challenger, uint256(timing.bond) << i, i);
        }
    }

    function _punish(bytes32 questionId, Side memory winner, uint256 bond, uint256 lostBond, uint8 round) internal {
        uint256 reward = lostBond / 2; // down; the rest is Insurance's
        _payBond(questionId, winner, bond + reward, round);
        escrow.takeFee(uint256(questionId), 0, lostBond - reward);
    }

    function _payBond(bytes32 questionId, Side memory side, uint256 amount, uint8 round) internal {
        if (side.account == address(0)) return;
        emit BondPaid(questionId, side.account, uint64(amount), round);
        escrow.release(uint256(questionId), side.account, amount, true, side.limited);
    }

    /// @dev VOID proves nobody wrong who did not claim it.
    function _allReturn(Side memory challenger, Side memory decision) internal pure returns (bool) {
        return decision.isVoid && !challenger.isVoid;
    }

    function _distance(Side memory side, Side memory decision) internal pure returns (uint256) {
        if (side.isVoid || decision.isVoid) return side.isVoid == decision.isVoid ? 0 : type(uint256).max;
        int256 difference = int256(side.value) - decision.value;
        return uint256(difference < 0 ? -difference : difference);
    }
}
