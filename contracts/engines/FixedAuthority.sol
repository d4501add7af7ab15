// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";

/// @title FixedAuthority: an access manager that can never be exchanged
/// @dev Stricter than OpenZeppelin's, and a storage read cheaper on every restricted call.
abstract contract FixedAuthority is AccessManaged {
    address private immutable _fixedAuthority;

    constructor(address manager) AccessManaged(manager) {
        _fixedAuthority = manager;
    }

    /// @inheritdoc AccessManaged
    function authority() public view override returns (address) {
        return _fixedAuthority;
    }

    /// @notice Always refused.
    function setAuthority(address) public view override {
        revert AccessManagedUnauthorized(msg.sender);
    }
}
