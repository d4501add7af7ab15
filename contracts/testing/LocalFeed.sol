// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPriceAggregator} from "../interfaces/IPriceFeed.sol";
import {ILocalFeed} from "./ILocalFeed.sol";

/// @notice One phase of a `LocalFeed`: keeps rounds as transmitted and announces them as Chainlink's aggregators do.
contract LocalAggregator is IPriceAggregator {
    struct Transmission {
        int192 answer;
        uint64 updatedAt;
    }

    error NotProxy();
    error NoDataPresent();

    address public immutable proxy = msg.sender;
    uint64 public latestRound;
    mapping(uint64 round => Transmission) private _rounds;

    function transmit(int192 answer, uint64 updatedAt) external {
        if (msg.sender != proxy) revert NotProxy();
        uint64 round = ++latestRound;
        _rounds[round] = Transmission(answer, updatedAt);
        emit AnswerUpdated(answer, round, updatedAt);
    }

    function roundData(uint64 round) external view returns (int256 answer, uint256 updatedAt) {
        Transmission memory transmission = _rounds[round];
        if (transmission.updatedAt == 0) revert NoDataPresent();
        return (transmission.answer, transmission.updatedAt);
    }
}

/// @notice A Chainlink feed proxy for a local chain: phases, rounds, and a revert for rounds that do not exist.
contract LocalFeed is ILocalFeed {
    address public immutable transmitter;
    uint8 public decimals;
    uint16 public phaseId;
    string public description;
    mapping(uint16 phase => address) public phaseAggregators;

    constructor(string memory description_, uint8 decimals_, address transmitter_) {
        description = description_;
        decimals = decimals_;
        transmitter = transmitter_;
        _addPhase();
    }

    /// @inheritdoc ILocalFeed
    function transmit(int192 answer, uint64 updatedAt) external {
        if (msg.sender != transmitter) revert NotTransmitter();
        LocalAggregator(aggregator()).transmit(answer, updatedAt);
    }

    /// @inheritdoc ILocalFeed
    function nextPhase() external {
        if (msg.sender != transmitter) revert NotTransmitter();
        _addPhase();
    }

    function aggregator() public view returns (address) {
        return phaseAggregators[phaseId];
    }

    function getRoundData(uint80 roundId)
        public
        view
        virtual
        returns (uint80, int256 answer, uint256 startedAt, uint256 updatedAt, uint80)
    {
        LocalAggregator phase = LocalAggregator(phaseAggregators[uint16(roundId >> 64)]);
        (answer, updatedAt) = phase.roundData(uint64(roundId));
        return (roundId, answer, updatedAt, updatedAt, roundId);
    }

    function latestRoundData() external view virtual returns (uint80, int256, uint256, uint256, uint80) {
        return getRoundData(uint80(phaseId) << 64 | LocalAggregator(aggregator()).latestRound());
    }

    function _addPhase() private {
        ++phaseId;
        phaseAggregators[phaseId] = address(new LocalAggregator());
    }
}
