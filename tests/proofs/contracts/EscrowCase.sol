// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Escrow} from "../../../contracts/escrow/Escrow.sol";
import {svm, vm} from "./Cheats.sol";
import {Whatever} from "./Whatever.sol";

/// @title EscrowCase: Escrow's own bytecode in any state, at any time, among strangers
/// @dev Token, authority and SelfLimits answer whatever they like. That none of them calls back costs no generality: a
/// call inside a call has a caller of its own, and what a call may change is proved for every caller.
abstract contract EscrowCase {
    /// @dev A ring fence.
    struct Lock {
        uint256 amount;
        uint256 everIn;
    }

    uint256 private constant COUNT_SLOT = 5; // tvlCap 64 | sealedForGenesis 8 | _engineCount 8
    uint256 private constant COUNT_SHIFT = 72;
    uint256 private constant AUTHORITY_SLOT = 8;

    Escrow internal _escrow;

    /// @dev Which engines there are stays open; how many is a number, so that the loop over them ends. No cap is set, for
    /// all that a cap does is to refuse.
    function setUp() public {
        address authority = address(new Whatever());
        _escrow = new Escrow(address(new Whatever()), authority);
        vm.etch(_escrow.selfLimits(), type(Whatever).runtimeCode);
        svm.enableSymbolicStorage(address(_escrow));
        vm.store(address(_escrow), bytes32(COUNT_SLOT), bytes32(uint256(2) << COUNT_SHIFT));
        vm.store(address(_escrow), bytes32(AUTHORITY_SLOT), bytes32(uint256(uint160(authority))));
        vm.warp(svm.createUint(40, "now"));
    }

    function _lockOf(address engine, uint256 marketId) internal view returns (Lock memory lock) {
        (lock.amount, lock.everIn) = _escrow.lockedOf(engine, marketId);
    }

    function _isEngine(address account) internal view returns (bool) {
        return _escrow.engineOf(account).id != 0;
    }

    /// @dev A call that goes through; one that reverts changes nothing.
    function _call(address caller, bytes memory data) internal {
        vm.prank(caller);
        (bool done,) = address(_escrow).call(data);
        vm.assume(done);
    }

    function _assertLock(address engine, uint256 marketId, Lock memory expected) internal view {
        Lock memory lock = _lockOf(engine, marketId);
        assert(lock.amount == expected.amount && lock.everIn == expected.everIn);
    }
}
