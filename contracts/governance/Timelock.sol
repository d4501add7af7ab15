// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";

/// @title Everything that changes roles, engines, sources or parameters waits here for 24 h
/// @notice The governor proposes, the safe may cancel, anyone executes. There is no other administrator, and even a
/// proposal that waited cannot shorten the wait.
contract Timelock is TimelockController {
    uint256 public constant LEAST_DELAY = 24 hours;

    constructor(address governor, address safe)
        TimelockController(LEAST_DELAY, new address[](0), new address[](0), address(0))
    {
        _grantRole(PROPOSER_ROLE, governor);
        _grantRole(CANCELLER_ROLE, safe);
        _grantRole(EXECUTOR_ROLE, address(0));
    }

    function getMinDelay() public view override returns (uint256) {
        uint256 delay = super.getMinDelay();
        return delay < LEAST_DELAY ? LEAST_DELAY : delay;
    }
}
