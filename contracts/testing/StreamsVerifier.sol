// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVerifierProxy} from "../interfaces/IVerifierProxy.sol";
import {IStreamsVerifier} from "./IStreamsVerifier.sol";

contract StreamsVerifier is IStreamsVerifier {
    struct Payload {
        bytes32[3] context;
        bytes report;
        bytes32[] rs;
        bytes32[] ss;
        bytes32 vs;
    }

    uint256 private constant MAX_NODES = 31;

    address public immutable operator;
    /// @dev 0 unknown, otherwise f + 1.
    mapping(bytes32 digest => uint256) private _needed;
    /// @dev Position of a node, counted from 1.
    mapping(bytes32 digest => mapping(address node => uint256)) private _nodes;

    constructor(address operator_) {
        operator = operator_;
    }

    /// @inheritdoc IStreamsVerifier
    function setConfiguration(bytes32 digest, address[] calldata nodes, uint8 faulty) external {
        if (msg.sender != operator) revert NotOperator();
        if (_needed[digest] != 0 || nodes.length > MAX_NODES || nodes.length <= faulty) revert BadConfiguration();
        _needed[digest] = uint256(faulty) + 1;
        for (uint256 i = 0; i < nodes.length; ++i) {
            if (nodes[i] == address(0) || _nodes[digest][nodes[i]] != 0) revert BadConfiguration();
            _nodes[digest][nodes[i]] = i + 1;
        }
    }

    /// @inheritdoc IVerifierProxy
    function verify(bytes calldata payload, bytes calldata) external payable returns (bytes memory) {
        Payload memory p;
        (p.context, p.report, p.rs, p.ss, p.vs) =
            abi.decode(payload, (bytes32[3], bytes, bytes32[], bytes32[], bytes32));
        uint256 needed = _needed[p.context[0]];
        if (needed == 0) revert UnknownConfiguration(p.context[0]);
        if (p.rs.length != needed || p.ss.length != needed) revert WrongSignatureCount(p.rs.length, needed);
        bool canonical = keccak256(payload) == keccak256(abi.encode(p.context, p.report, p.rs, p.ss, p.vs));
        if (!canonical || p.vs << 8 * needed != 0) revert NotCanonical();
        _checkSignatures(p);
        return p.report;
    }

    function _checkSignatures(Payload memory p) private view {
        bytes32 hash = keccak256(abi.encodePacked(keccak256(p.report), p.context));
        uint256 seen;
        for (uint256 i = 0; i < p.rs.length; ++i) {
            address signer = ecrecover(hash, uint8(p.vs[i]) + 27, p.rs[i], p.ss[i]);
            uint256 position = signer == address(0) ? 0 : _nodes[p.context[0]][signer];
            if (position == 0 || seen >> position & 1 == 1) revert BadVerification();
            seen |= 1 << position;
        }
    }
}
