// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title ReentrantToken: a hostile token that calls back in the middle of every transfer
/// @notice The real USDC calls nobody; this asks what would happen if it did.
contract ReentrantToken is ERC20("Reentrant", "RE") {
    address private _target;
    bytes private _attack;
    bool private _inside;

    /// @notice How many call-backs went through.
    uint256 public successes;
    uint256 public attempts;

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    /// @notice From now on every transfer first makes this call, as the token.
    function arm(address target, bytes calldata attack) external {
        (_target, _attack) = (target, attack);
    }

    function _update(address from, address to, uint256 value) internal override {
        if (_target != address(0) && !_inside) {
            _inside = true;
            ++attempts;
            (bool ok,) = _target.call(_attack);
            if (ok) ++successes;
            _inside = false;
        }
        super._update(from, to, value);
    }
}
