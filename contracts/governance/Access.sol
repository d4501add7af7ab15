// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManager} from "@openzeppelin/contracts/access/manager/AccessManager.sol";

/// @title Who may call what; the table is scripts/deploy/permissions.py
contract Access is AccessManager {
    constructor(address initialAdmin) AccessManager(initialAdmin) {}
}
