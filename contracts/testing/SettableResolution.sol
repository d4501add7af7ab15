// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title SettableResolution: answers what a test told it to; stands in for Resolution where only an answer matters
/// @dev Only what engines call. Signatures are genuine; one reporter speaks for every source.
contract SettableResolution {
    error UnknownSigner(address signer);
    error QuorumMissing(uint8 have, uint8 need);

    struct Answer {
        uint8 state;
        int64 value;
        int64 min;
        int64 max;
        uint32 knownAt;
        bool ruled;
    }

    uint8 private constant DISPUTED = 3;

    /// @notice What a contest's ruling may say; see `IReferee.checkContest`.
    mapping(bytes32 questionId => uint8) public domainOf;
    mapping(bytes32 questionId => Answer) private _answers;
    uint256 private _outageAt;
    address private _reporter;

    function setAnswer(bytes32 questionId, Answer calldata answer) external {
        _answers[questionId] = answer;
    }

    /// @notice When the chain's uptime feed last changed; 0 for never.
    function setOutage(uint256 time) external {
        _outageAt = time;
    }

    function setReporter(address reporter) external {
        _reporter = reporter;
    }

    /// @dev The question then waits for a ruling, which a test gives by `setAnswer`.
    function openContest(uint256 marketId, uint8 domain) external returns (bytes32 questionId) {
        questionId = contestIdOf(msg.sender, marketId);
        _answers[questionId].state = DISPUTED;
        domainOf[questionId] = domain;
    }

    function checkReporters(uint16, bytes32 digest, bytes[] calldata signatures) external view {
        if (signatures.length == 0) revert QuorumMissing(0, 1);
        address signer = ECDSA.recoverCalldata(digest, signatures[0]);
        if (signer != _reporter) revert UnknownSigner(signer);
    }

    function contestIdOf(address engine, uint256 marketId) public pure returns (bytes32) {
        return keccak256(abi.encode("CONTEST", engine, marketId));
    }

    function observation(bytes32 questionId)
        external
        view
        returns (uint8 state, int64 value, int64 min, int64 max, uint32 knownAt, bool ruled)
    {
        Answer memory a = _answers[questionId];
        return (a.state, a.value, a.min, a.max, a.knownAt, a.ruled);
    }

    function outageBetween(uint256 from, uint256 to) external view returns (bool) {
        return _outageAt != 0 && from <= _outageAt && _outageAt <= to;
    }
}
