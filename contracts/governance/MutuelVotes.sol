// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";

/// @title Who may vote, and how much: all votes that there will ever be are made at birth
/// @notice 18 decimals. Past votes are counted by time, not by block (ERC-6372). The first holders vote for themselves
/// from the start; who receives votes later counts once they `delegate`, to themselves or to somebody.
contract MutuelVotes is ERC20, ERC20Permit, ERC20Votes {
    error LengthsDiffer();

    constructor(address[] memory holders, uint256[] memory amounts)
        ERC20("Mutuel Votes", "MTLV")
        ERC20Permit("Mutuel Votes")
    {
        if (holders.length != amounts.length) revert LengthsDiffer();
        for (uint256 i = 0; i < holders.length; ++i) {
            _mint(holders[i], amounts[i]);
            _delegate(holders[i], holders[i]);
        }
    }

    function clock() public view override returns (uint48) {
        return uint48(block.timestamp);
    }

    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    function nonces(address owner) public view override(ERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    function _update(address from, address to, uint256 amount) internal override(ERC20, ERC20Votes) {
        super._update(from, to, amount);
    }
}
