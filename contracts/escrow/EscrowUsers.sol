// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IEscrow} from "../interfaces/IEscrow.sol";
import {EngineSlot} from "../types/EngineSlot.sol";
import {EscrowStorage} from "./EscrowStorage.sol";

/// @title EscrowUsers: what people do with their own money
abstract contract EscrowUsers is EscrowStorage, EIP712 {
    bytes32 private constant WITHDRAW_TYPEHASH = keccak256(
        "Withdraw(address account,address to,uint256 amount,address submitter,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant OPT_IN_TYPEHASH =
        keccak256("EngineOptIn(address account,uint8 id,bool on,uint256 nonce,uint256 deadline)");

    /* DEPOSIT */

    /// @inheritdoc IEscrow
    function deposit(uint256 amount) external {
        _deposit(msg.sender, amount, 0);
    }

    /// @inheritdoc IEscrow
    function depositFor(address account, uint256 amount, bytes32 ref) external {
        _requireReceiver(account);
        _deposit(account, amount, ref);
    }

    /// @inheritdoc IEscrow
    function depositWithPermit(uint256 amount, uint256 deadline, bytes calldata sig) external {
        _tryPermit(msg.sender, amount, deadline, sig);
        _deposit(msg.sender, amount, 0);
    }

    /// @inheritdoc IEscrow
    function depositWithAuthorization(
        address account,
        uint256 amount,
        uint256 validAfter,
        uint256 validBefore,
        bytes32 salt,
        bytes calldata sig
    ) external {
        _addCredit(account, amount);
        emit Deposited(account, account, amount, 0);
        bytes32 nonce = keccak256(abi.encode(DEPOSIT_TAG, block.chainid, address(this), account, amount, salt));
        _pullByAuthorization(account, amount, validAfter, validBefore, nonce, sig);
        _checkTvlCap();
    }

    /* WITHDRAW */

    /// @inheritdoc IEscrow
    function withdraw(uint256 amount) external {
        _withdraw(msg.sender, msg.sender, amount);
    }

    /// @inheritdoc IEscrow
    function withdrawBySig(
        address account,
        address to,
        uint256 amount,
        address submitter,
        uint256 deadline,
        bytes calldata sig
    ) external {
        if (submitter != address(0) && submitter != msg.sender) revert NotSubmitter(submitter);
        _requireReceiver(to);
        uint256 nonce = _useNonce(account);
        bytes32 message = keccak256(abi.encode(WITHDRAW_TYPEHASH, account, to, amount, submitter, nonce, deadline));
        _requireSigned(account, message, deadline, sig);
        _withdraw(account, to, amount);
    }

    /* ENGINES A PERSON TRUSTS */

    /// @inheritdoc IEscrow
    function setEngineOptIn(uint8 id, bool on) external {
        _setOptIn(msg.sender, id, on);
    }

    /// @inheritdoc IEscrow
    function setEngineOptInBySig(address account, uint8 id, bool on, uint256 deadline, bytes calldata sig) external {
        uint256 nonce = _useNonce(account);
        _requireSigned(account, keccak256(abi.encode(OPT_IN_TYPEHASH, account, id, on, nonce, deadline)), deadline, sig);
        _setOptIn(account, id, on);
    }

    /// @inheritdoc IEscrow
    function allocate(address engine, uint256 amount) external {
        EngineSlot e = _engines[engine];
        _requireLive(e);
        Holder storage holder = _holders[msg.sender];
        if (!e.isOnFor(holder.slot.engineMask())) revert EngineNotOptedIn(e.id());
        _takeCredit(holder, amount);
        _allocations[engine][msg.sender].amount += _toUint64(amount);
        emit Allocated(engine, msg.sender, amount);
    }

    /// @inheritdoc IEscrow
    function requestDeallocation(address engine, uint256 amount) external {
        Allocation storage a = _allocations[engine][msg.sender];
        if (a.amount < amount) revert InsufficientAllocation(a.amount, amount);
        a.leaving = _toUint64(amount);
        a.leaveAt = uint40(block.timestamp + uint256(_engines[engine].exitDelayMinutes()) * 1 minutes);
        emit DeallocationRequested(engine, msg.sender, amount, a.leaveAt);
    }

    /// @inheritdoc IEscrow
    function completeDeallocation(address engine, address account) external {
        Allocation storage a = _allocations[engine][account];
        if (block.timestamp < a.leaveAt) revert NotReady(a.leaveAt);
        uint64 amount = a.leaving; // never above a.amount: a lock lowers both
        a.amount -= amount;
        a.leaving = 0;
        _addCredit(account, amount);
        emit Deallocated(engine, account, amount);
    }

    /* INTERNAL */

    function _deposit(address account, uint256 amount, bytes32 ref) private {
        _addCredit(account, amount);
        emit Deposited(account, msg.sender, amount, ref);
        _pull(msg.sender, amount);
        _checkTvlCap();
    }

    function _withdraw(address account, address to, uint256 amount) private {
        _takeCredit(_holders[account], _toUint64(amount));
        emit Withdrawn(account, to, amount);
        if (!_tryPay(to, amount)) revert TransferFailed();
    }

    function _setOptIn(address account, uint8 id, bool on) private {
        EngineSlot e = _engines[engineById[id]];
        if (e.id() == 0) revert NotEngine();
        Holder storage holder = _holders[account];
        if (e.isOnFor(holder.slot.engineMask()) != on) holder.slot = holder.slot.toggled(id);
        emit EngineOptIn(account, id, on);
    }

    function _useNonce(address account) private returns (uint256 nonce) {
        Holder storage holder = _holders[account];
        nonce = holder.slot.withdrawNonce();
        holder.slot = holder.slot.nextNonce();
    }

    function _requireSigned(address account, bytes32 message, uint256 deadline, bytes calldata sig) private view {
        if (block.timestamp > deadline) revert Expired(deadline);
        bytes32 digest = _hashTypedDataV4(message);
        if (!SignatureChecker.isValidSignatureNowCalldata(account, digest, sig)) revert BadSignature();
    }

    function _requireReceiver(address to) private view {
        if (to == address(0) || to == address(this)) revert BadReceiver(to);
    }
}
