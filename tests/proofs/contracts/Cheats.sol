// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What the checks ask of Halmos
interface ISymbols {
    /// @notice A call of any function of the contract with any arguments, or of none.
    function createCalldata(string calldata contractName) external pure returns (bytes memory);
    function createBytes(uint256 size, string calldata name) external pure returns (bytes memory);
    function createUint(uint256 bits, string calldata name) external pure returns (uint256);
    function enableSymbolicStorage(address account) external;
}

interface IMachine {
    function assume(bool condition) external pure;
    function etch(address account, bytes calldata code) external;
    function prank(address caller) external;
    function store(address account, bytes32 slot, bytes32 value) external;
    function load(address account, bytes32 slot) external view returns (bytes32);
    function warp(uint256 timestamp) external;
}

ISymbols constant svm = ISymbols(0xF3993A62377BCd56AE39D773740A5390411E8BC9);
IMachine constant vm = IMachine(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
