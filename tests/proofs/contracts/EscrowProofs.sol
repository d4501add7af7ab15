// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IEscrow} from "../../../contracts/interfaces/IEscrow.sol";
import {svm, vm} from "./Cheats.sol";
import {EscrowCase} from "./EscrowCase.sol";

/// @title I3: an engine can never touch the ring fence of another market or engine
/// @dev The first checks say it of whole engines, for every function of Escrow; the others, one for each function that
/// engines have, of single markets, and by how much the named one changes.
contract EscrowProofs is EscrowCase {
    /* OF OTHER ENGINES */

    function check_any_call__of_another__leaves_a_lock(address caller, address engine, uint256 marketId) external {
        vm.assume(caller != engine);
        Lock memory lock = _lockOf(engine, marketId);
        _call(caller, svm.createCalldata("Escrow"));
        _assertLock(engine, marketId, lock);
    }

    /// @dev With nothing locked at deployment: who is no engine has nothing to release, ever.
    function check_any_call__of_no_engine__locks_nothing(address caller, uint256 marketId) external {
        vm.assume(!_isEngine(caller));
        Lock memory lock = _lockOf(caller, marketId);
        vm.assume(lock.amount == 0 && lock.everIn == 0);
        _call(caller, svm.createCalldata("Escrow"));
        _assertLock(caller, marketId, lock);
    }

    /* OF OTHER MARKETS */

    function check_lockFromWallet__of_one_market__grows_it_alone(
        address engine,
        uint256 marketId,
        uint256 other,
        address account,
        uint256 amount
    ) external {
        _checkLock(engine, marketId, other, amount, abi.encodeCall(IEscrow.lockFromWallet, (marketId, account, amount)));
    }

    function check_lockFromPermit__of_one_market__grows_it_alone(
        address engine,
        uint256 marketId,
        uint256 other,
        address account,
        uint256 amount,
        uint256 deadline,
        bytes calldata sig
    ) external {
        bytes memory data = abi.encodeCall(IEscrow.lockFromPermit, (marketId, account, amount, deadline, sig));
        _checkLock(engine, marketId, other, amount, data);
    }

    function check_lockFromAuthorization__of_one_market__grows_it_alone(
        address engine,
        uint256 marketId,
        uint256 other,
        address account,
        uint256 amount,
        bytes32 payloadHash,
        uint256 validBefore,
        bytes calldata sig
    ) external {
        bytes memory data = abi.encodeCall(
            IEscrow.lockFromAuthorization, (marketId, account, amount, payloadHash, 0, validBefore, sig)
        );
        _checkLock(engine, marketId, other, amount, data);
    }

    function check_lockFromCredit__of_one_market__grows_it_alone(
        address engine,
        uint256 marketId,
        uint256 other,
        address account,
        uint256 amount
    ) external {
        _checkLock(engine, marketId, other, amount, abi.encodeCall(IEscrow.lockFromCredit, (marketId, account, amount)));
    }

    function check_lockFromAllocation__of_one_market__grows_it_alone(
        address engine,
        uint256 marketId,
        uint256 other,
        address account,
        uint256 amount
    ) external {
        bytes memory data = abi.encodeCall(IEscrow.lockFromAllocation, (marketId, account, amount));
        _checkLock(engine, marketId, other, amount, data);
    }

    function check_release__of_one_market__shrinks_it_alone(
        address engine,
        uint256 marketId,
        uint256 other,
        address account,
        uint256 amount,
        bool toCredit,
        bool limited
    ) external {
        bytes memory data = abi.encodeCall(IEscrow.release, (marketId, account, amount, toCredit, limited));
        _checkRelease(engine, marketId, other, amount, data);
    }

    function check_takeFee__of_one_market__shrinks_it_alone(
        address engine,
        uint256 marketId,
        uint256 other,
        uint256 treasury,
        uint256 insurance
    ) external {
        bytes memory data = abi.encodeCall(IEscrow.takeFee, (marketId, treasury, insurance));
        unchecked {
            _checkRelease(engine, marketId, other, treasury + insurance, data); // a sum above 256 bits reverts
        }
    }

    function check_releaseMany__of_two_markets__shrinks_them_alone(
        address engine,
        uint256[2] calldata ids,
        uint256[2] calldata amounts,
        uint256 other,
        address account,
        bool toCredit,
        uint256 limited
    ) external {
        vm.assume(ids[0] != ids[1] && other != ids[0] && other != ids[1]);
        (uint256[] memory markets, uint256[] memory sums) = (new uint256[](2), new uint256[](2));
        (markets[0], markets[1], sums[0], sums[1]) = (ids[0], ids[1], amounts[0], amounts[1]);
        bytes memory data = abi.encodeCall(IEscrow.releaseMany, (markets, sums, account, toCredit, limited));
        (Lock memory first, Lock memory second) = (_lockOf(engine, ids[0]), _lockOf(engine, ids[1]));
        Lock memory third = _lockOf(engine, other);
        _call(engine, data);
        (first.amount, second.amount) = (first.amount - amounts[0], second.amount - amounts[1]);
        _assertLock(engine, ids[0], first);
        _assertLock(engine, ids[1], second);
        _assertLock(engine, other, third);
    }

    /* WHAT IS SAID */

    function _checkLock(address engine, uint256 marketId, uint256 other, uint256 added, bytes memory data) private {
        vm.assume(other != marketId);
        (Lock memory lock, Lock memory elsewhere) = (_lockOf(engine, marketId), _lockOf(engine, other));
        vm.assume(lock.amount <= lock.everIn);
        _call(engine, data);
        _assertLock(engine, marketId, Lock(lock.amount + added, lock.everIn + added));
        _assertLock(engine, other, elsewhere);
    }

    function _checkRelease(address engine, uint256 marketId, uint256 other, uint256 taken, bytes memory data) private {
        vm.assume(other != marketId);
        (Lock memory lock, Lock memory elsewhere) = (_lockOf(engine, marketId), _lockOf(engine, other));
        _call(engine, data);
        assert(taken <= lock.amount);
        _assertLock(engine, marketId, Lock(lock.amount - taken, lock.everIn));
        _assertLock(engine, other, elsewhere);
    }
}
