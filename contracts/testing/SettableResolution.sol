// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title SettableResolution: answers what a test told it to; stands in for Resolution where only an answer matters
/// @dev Only the two functions that engines read.
contract SettableResolution {
    struct Answer {
        uint8 state;
        int64 value;
        int64 min;
        int64 max;
        uint32 knownAt;
        bool ruled;
    }

    mapping(bytes32 questionId => Answer) private _answers;
    uint256 private _outageAt;

    function setAnswer(bytes32 questionId, Answer calldata answer) external {
        _answers[questionId] = answer;
    }

    /// @notice When the chain's uptime feed last changed; 0 for never.
    function setOutage(uint256 time) external {
        _outageAt = time;
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
