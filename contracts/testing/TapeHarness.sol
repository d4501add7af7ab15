// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IParimutuelEngine} from "../interfaces/IParimutuelEngine.sol";
import {IReferee} from "../interfaces/IReferee.sol";
import {PoolLib} from "../libraries/PoolLib.sol";
import {QuestionLib} from "../libraries/QuestionLib.sol";
import {WeightLib} from "../libraries/WeightLib.sol";
import {EdgesSlot} from "../types/EdgesSlot.sol";
import {MarketSlot, newMarketSlot} from "../types/MarketSlot.sol";
import {Kind, VoidReason} from "../types/MarketTypes.sol";
import {PoolWords} from "../types/PoolWords.sol";
import {TemplateParams} from "../types/TemplateParams.sol";
import {TemplateSlot, packTemplate} from "../types/TemplateSlot.sol";
import {FeeRecorder} from "./FeeRecorder.sol";
import {SettableResolution} from "./SettableResolution.sol";

/// @title TapeHarness: whole lives of markets, decided and paid by the engine's own code
/// @dev Runs a deployed engine's code over its own storage, whose first slots are therefore the engine's (see the
/// engine's storage test). A tape's times are moved as a whole, so that its `time` is the block's. Only for eth_call:
/// nothing is cleaned up.
contract TapeHarness {
    using PoolLib for PoolWords;

    struct Bet {
        uint8 account;
        uint8 outcome;
        uint64 stake;
        uint32 time;
    }

    /// @param answers in the order of `mutuel.domain.referee.questions_of`; the market's own if it is contested
    struct Tape {
        TemplateParams template;
        uint32 open;
        uint32 close;
        uint32 closesAt;
        uint32 observeAt;
        int64[4] edges;
        bool contested;
        bool outage;
        uint32 time;
        SettableResolution.Answer[] answers;
        Bet[] bets;
    }

    /// @param refusal selector of the error if the market cannot be settled
    /// @param reason of the referee; 0 if it names a winner, which the pool may still void
    struct Ending {
        bytes4 refusal;
        uint8 reason;
        int64 value;
        uint8 state;
        uint8 winner;
        uint256 net;
        uint256 treasury;
        uint256 insurance;
        uint256[4] payouts;
    }

    uint16 private constant TEMPLATE = 1;
    uint32 private constant PERIOD = 7;

    mapping(uint256 marketId => MarketSlot) private _markets;
    mapping(uint256 marketId => EdgesSlot) private _edges;
    mapping(uint256 marketId => PoolWords) private _pools;
    mapping(uint256 marketId => mapping(address account => PoolWords)) private _positions;
    mapping(uint16 templateId => TemplateSlot) private _templates;
    address private immutable _engine;
    IReferee private immutable _referee;
    SettableResolution private immutable _resolution;
    FeeRecorder private immutable _fees;

    constructor(address engine, IReferee referee, SettableResolution resolution, FeeRecorder fees) {
        (_engine, _referee, _resolution, _fees) = (engine, referee, resolution, fees);
    }

    /// @notice How each tape ends. Every one has a market of its own.
    function play(Tape[] calldata tapes) external returns (Ending[] memory endings) {
        endings = new Ending[](tapes.length);
        for (uint256 i; i < tapes.length; ++i) {
            uint256 marketId = uint256(TEMPLATE) << 48 | uint256(PERIOD) << 8 | i;
            _lay(marketId, tapes[i]);
            endings[i] = _decide(marketId);
        }
    }

    function _lay(uint256 marketId, Tape calldata tape) private {
        uint256 shift = block.timestamp - tape.time;
        TemplateSlot t = packTemplate(tape.template);
        _templates[TEMPLATE] = t;
        MarketSlot m = newMarketSlot(t, TEMPLATE).withTimes(tape.open + shift, tape.close + shift, tape.observeAt + shift);
        m = m.endedAt(uint32(tape.closesAt + shift));
        if (tape.contested) m = m.contested();
        _markets[marketId] = m;
        _edges[marketId] = _edgesOf(tape, shift);
        _answer(marketId, tape, m, shift);
        _resolution.setOutage(tape.outage ? m.bettingEnds() : 0);
        for (uint256 i; i < tape.bets.length; ++i) {
            Bet calldata bet = tape.bets[i];
            uint256 weight = WeightLib.weightOf(bet.stake, m.k0(), m.k1(), tape.open, tape.close, bet.time);
            _pools[marketId].add(m.isFlat(), bet.outcome, bet.stake, weight);
            _positions[marketId][_accountOf(bet.account)].add(m.isFlat(), bet.outcome, bet.stake, weight);
        }
    }

    /// @dev The start time of an up/down market or a race moves with the others.
    function _edgesOf(Tape calldata tape, uint256 shift) private pure returns (EdgesSlot) {
        uint256 word;
        for (uint256 i; i < 4; ++i) {
            word |= uint256(uint64(tape.edges[i])) << 64 * i;
        }
        bool hasStart = tape.template.kind == uint8(Kind.UPDOWN) || tape.template.kind == uint8(Kind.RACE);
        return EdgesSlot.wrap(hasStart ? word + shift : word);
    }

    function _answer(uint256 marketId, Tape calldata tape, MarketSlot m, uint256 shift) private {
        uint256 subject = QuestionLib.subjectOf(marketId, tape.template.subjectRule);
        uint256 startAt = _edges[marketId].startAt();
        for (uint256 i; i < tape.answers.length; ++i) {
            SettableResolution.Answer memory answer = tape.answers[i];
            answer.knownAt += uint32(shift);
            uint16 source = i < 2 ? tape.template.sourceId : tape.template.source2Id;
            bytes32 id = QuestionLib.idOf(source, i % 2 == 0 ? m.observeAt() : startAt, subject);
            if (tape.contested) id = _resolution.contestIdOf(address(this), marketId);
            _resolution.setAnswer(id, answer);
        }
    }

    function _decide(uint256 marketId) private returns (Ending memory e) {
        TemplateSlot t = _templates[TEMPLATE];
        try _referee.decide(marketId, _markets[marketId], t, _edges[marketId]) returns (
            VoidReason reason, uint8, int64 value
        ) {
            (e.reason, e.value) = (uint8(reason), value);
        } catch (bytes memory error) {
            e.refusal = bytes4(error);
        }
        _fees.takeFee(0, 0, 0);
        (bool settled, bytes memory refused) =
            _engine.delegatecall(abi.encodeCall(IParimutuelEngine.settle, (marketId)));
        if (!settled) {
            // The engine refuses what the referee refuses.
            e.refusal = bytes4(refused);
            return e;
        }
        MarketSlot m = _markets[marketId];
        (e.state, e.winner, e.net) = (uint8(m.state()), m.winner(), m.net());
        (e.treasury, e.insurance) = (_fees.treasury(), _fees.insurance());
        for (uint8 i; i < 4; ++i) {
            e.payouts[i] = _payoutOf(marketId, _accountOf(i));
        }
    }

    function _payoutOf(uint256 marketId, address account) private returns (uint256) {
        (, bytes memory paid) =
            _engine.delegatecall(abi.encodeCall(IParimutuelEngine.payoutOf, (marketId, account)));
        return abi.decode(paid, (uint256));
    }

    function _accountOf(uint8 number) private pure returns (address) {
        return address(uint160(0xacc0) + number);
    }
}
