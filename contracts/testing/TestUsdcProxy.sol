// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {TestUsdc} from "./TestUsdc.sol";

/// @title TestUsdcProxy: the admin-slot proxy in front of the token double
/// @notice Like Circle's FiatTokenProxy it reads admin and implementation from storage on every call, which is part
/// of what a USDC transfer costs. The admin itself cannot use the token.
contract TestUsdcProxy {
    bytes32 private constant ADMIN_SLOT = keccak256("org.zeppelinos.proxy.admin");
    bytes32 private constant IMPLEMENTATION_SLOT = keccak256("org.zeppelinos.proxy.implementation");

    /// @param admin any address that never uses the token
    /// @param name the token's EIP-712 name
    constructor(address implementation, address admin, string memory name, address owner) {
        _store(ADMIN_SLOT, admin);
        _store(IMPLEMENTATION_SLOT, implementation);
        Address.functionDelegateCall(implementation, abi.encodeCall(TestUsdc.initialize, (name, owner)));
    }

    fallback() external payable {
        require(msg.sender != _load(ADMIN_SLOT), "Cannot call fallback function from the proxy admin");
        address implementation = _load(IMPLEMENTATION_SLOT);
        assembly {
            calldatacopy(0, 0, calldatasize())
            let ok := delegatecall(gas(), implementation, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            switch ok
            case 0 { revert(0, returndatasize()) }
            default { return(0, returndatasize()) }
        }
    }

    function _load(bytes32 slot) private view returns (address value) {
        assembly {
            value := sload(slot)
        }
    }

    function _store(bytes32 slot, address value) private {
        assembly {
            sstore(slot, value)
        }
    }
}
