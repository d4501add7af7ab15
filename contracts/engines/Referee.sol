// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IParimutuelEngine} from "../interfaces/IParimutuelEngine.sol";
import {IReferee} from "../interfaces/IReferee.sol";
import {IResolution} from "../interfaces/IResolution.sol";
import {QuestionLib} from "../libraries/QuestionLib.sol";
import {RangeLib} from "../libraries/RangeLib.sol";
import {EdgesSlot} from "../types/EdgesSlot.sol";
import {MarketSlot} from "../types/MarketSlot.sol";
import {Kind, MarketState, VoidReason} from "../types/MarketTypes.sol";
import {QuestionState} from "../types/QuestionState.sol";
import {TemplateParams} from "../types/TemplateParams.sol";
import {TemplateSlot} from "../types/TemplateSlot.sol";
import {TemplateRules} from "./TemplateRules.sol";

/// @title Referee: what an answered question means for a market of each kind
/// @notice Twin of `mutuel.domain.referee`.
contract Referee is IReferee {
    /// @dev One question's answer; `low` and `high` are the extremes of its quorum, equal to `value` once ruled.
    struct Answer {
        QuestionState state;
        int64 value;
        int64 low;
        int64 high;
        uint256 knownAt;
        bool ruled;
    }

    /// @dev What the answers say together, and what their least and greatest combination would say: the index of an
    /// outcome, or of UPDOWN and RACE the sign of the difference.
    struct Verdicts {
        int256 low;
        int256 main;
        int256 high;
    }

    uint256 private constant CONTEST_WINDOW = 96 hours;
    uint256 private constant CONTEST_GUARD = 60 seconds;
    uint256 private constant SHORT_MARKET = 1 days;
    uint256 private constant OUTAGE_MARGIN = 600 seconds;
    uint8 private constant PRICE = 0;
    uint8 private constant CODE = 1;

    IResolution private immutable _resolution;

    constructor(IResolution resolution) {
        _resolution = resolution;
    }

    /// @inheritdoc IReferee
    function decide(uint256 marketId, MarketSlot m, TemplateSlot t, EdgesSlot edges)
        external
        view
        returns (VoidReason reason, uint8 winner, int64 value)
    {
        if (m.state() == MarketState.CONTESTED) {
            (reason, winner, value) = _ruled(marketId, m, edges);
        } else {
            (reason, winner, value) = _answered(marketId, m, t, edges);
        }
        bool open = reason == VoidReason.NONE || reason == VoidReason.TIE;
        if (open && _outageHit(m)) reason = VoidReason.OUTAGE;
    }

    /// @inheritdoc IReferee
    function checkContest(uint256 marketId, MarketSlot m, TemplateSlot t, EdgesSlot edges)
        external
        view
        returns (uint8 domain)
    {
        if (!t.contestable()) revert IParimutuelEngine.NotAllowed();
        uint256 until = m.observeAt() + CONTEST_WINDOW;
        if (block.timestamp > until) revert IParimutuelEngine.TooLate(until);
        Answer[] memory answers = _answers(marketId, m, t, edges);
        for (uint256 i; i < answers.length; ++i) {
            QuestionState state = answers[i].state;
            bool proposed = state == QuestionState.PROPOSED || state == QuestionState.FINAL;
            if (!proposed) revert IParimutuelEngine.NothingToContest();
        }
        if (!_differ(m, t, answers, _verdicts(m, edges, answers))) revert IParimutuelEngine.NothingToContest();
        return m.kind() == Kind.RANGE ? PRICE : CODE;
    }

    /// @inheritdoc IReferee
    function checkTemplate(TemplateParams calldata params) external pure {
        TemplateRules.check(params);
    }

    /* FROM THE SHARED QUESTIONS */

    function _answered(uint256 marketId, MarketSlot m, TemplateSlot t, EdgesSlot edges)
        private
        view
        returns (VoidReason reason, uint8 winner, int64 value)
    {
        Answer[] memory answers = _answers(marketId, m, t, edges);
        if (_anyVoid(answers)) return (VoidReason.QUESTION, 0, 0);
        for (uint256 i; i < answers.length; ++i) {
            _requireFinal(answers[i].state);
        }
        Verdicts memory v = _verdicts(m, edges, answers);
        uint256 until = m.observeAt() + CONTEST_WINDOW;
        if (block.timestamp <= until && _differ(m, t, answers, v)) revert IParimutuelEngine.Contested(until);
        if (_guardedClose(m, t) > answers[0].knownAt) return (VoidReason.KNOWN, 0, 0);
        if (block.timestamp < m.bettingEnds()) revert IParimutuelEngine.TooEarly(m.bettingEnds());

        Kind kind = m.kind();
        value = kind == Kind.RACE ? int64(v.main) : answers[0].value;
        if (!_isCompared(kind)) return (VoidReason.NONE, uint8(uint256(v.main)), value);
        if (v.main == 0) return (VoidReason.TIE, 0, value);
        return (VoidReason.NONE, v.main > 0 ? 1 : 0, value);
    }

    /// @dev In this order: RANGE and MATCH: end; UPDOWN: end, start; RACE: the same, then those of the second asset.
    function _answers(uint256 marketId, MarketSlot m, TemplateSlot t, EdgesSlot edges)
        private
        view
        returns (Answer[] memory answers)
    {
        Kind kind = m.kind();
        uint256 subject = QuestionLib.subjectOf(marketId, t.subjectRule());
        answers = new Answer[](kind == Kind.RACE ? 4 : kind == Kind.UPDOWN ? 2 : 1);
        answers[0] = _answer(QuestionLib.idOf(m.sourceId(), m.observeAt(), subject));
        if (answers.length > 1) answers[1] = _answer(QuestionLib.idOf(m.sourceId(), edges.startAt(), subject));
        if (answers.length > 2) {
            answers[2] = _answer(QuestionLib.idOf(t.source2Id(), m.observeAt(), subject));
            answers[3] = _answer(QuestionLib.idOf(t.source2Id(), edges.startAt(), subject));
        }
    }

    function _answer(bytes32 questionId) private view returns (Answer memory a) {
        uint8 state;
        (state, a.value, a.low, a.high, a.knownAt, a.ruled) = _resolution.observation(questionId);
        a.state = QuestionState(state);
        if (a.ruled) (a.low, a.high) = (a.value, a.value);
    }

    function _verdicts(MarketSlot m, EdgesSlot edges, Answer[] memory a) private pure returns (Verdicts memory) {
        Kind kind = m.kind();
        if (kind == Kind.RANGE) return _ranges(edges.toEdges(), m.outcomes(), a[0]);
        if (kind == Kind.UPDOWN) return _change(a[0], a[1]);
        if (kind == Kind.RACE) return _race(a[0], a[1], a[2], a[3]);
        return Verdicts(a[0].low, a[0].value, a[0].high);
    }

    function _ranges(int64[4] memory edges, uint256 outcomes, Answer memory a) private pure returns (Verdicts memory v) {
        v.main = int256(uint256(RangeLib.indexOf(edges, outcomes, a.value)));
        if (a.low == a.high) return Verdicts(v.main, v.main, v.main);
        v.low = int256(uint256(RangeLib.indexOf(edges, outcomes, a.low)));
        v.high = int256(uint256(RangeLib.indexOf(edges, outcomes, a.high)));
    }

    function _change(Answer memory end, Answer memory start) private pure returns (Verdicts memory) {
        return Verdicts(
            _sign(int256(end.low) - start.high), _sign(int256(end.value) - start.value), _sign(int256(end.high) - start.low)
        );
    }

    /// @dev The sign of A1 / A0 - B1 / B0 as A1 * B0 - B1 * A0: exact, since products of 64 bits fit and prices are
    /// above 0.
    function _race(Answer memory a1, Answer memory a0, Answer memory b1, Answer memory b0)
        private
        pure
        returns (Verdicts memory)
    {
        return Verdicts(
            _sign(int256(a1.low) * b0.low - int256(b1.high) * a0.high),
            _sign(int256(a1.value) * b0.value - int256(b1.value) * a0.value),
            _sign(int256(a1.high) * b0.high - int256(b1.low) * a0.low)
        );
    }

    /* FROM THE MARKET'S OWN QUESTION */

    /// @dev The ruling knows what was known when, so only the outage is left to check.
    function _ruled(uint256 marketId, MarketSlot m, EdgesSlot edges)
        private
        view
        returns (VoidReason, uint8 winner, int64 value)
    {
        Answer memory a = _answer(_resolution.contestIdOf(msg.sender, marketId));
        if (a.state == QuestionState.VOID) return (VoidReason.QUESTION, 0, 0);
        _requireFinal(a.state);
        Kind kind = m.kind();
        if (kind == Kind.RANGE) {
            return (VoidReason.NONE, RangeLib.indexOf(edges.toEdges(), m.outcomes(), a.value), a.value);
        }
        winner = a.value == 0 ? 0 : 1;
        if (kind == Kind.RACE) value = winner == 1 ? int64(1) : int64(-1);
        else if (kind != Kind.UPDOWN) value = a.value;
        return (VoidReason.NONE, winner, value);
    }

    /* CHECKS */

    /// @dev R-CONTEST: sources that name different winners, or a match known so near its guarded close that the
    /// sources' clocks decide. What was ruled is contested no more.
    function _differ(MarketSlot m, TemplateSlot t, Answer[] memory answers, Verdicts memory v)
        private
        pure
        returns (bool)
    {
        if (v.low != v.high) return true;
        bool isMatch = uint8(m.kind()) >= uint8(Kind.MATCH);
        if (!isMatch || answers[0].ruled) return false;
        (uint256 guarded, uint256 knownAt) = (_guardedClose(m, t), answers[0].knownAt);
        return (guarded > knownAt ? guarded - knownAt : knownAt - guarded) <= CONTEST_GUARD;
    }

    /// @dev R-SEQ (b): bets of a stalled chain may carry times from before its close.
    function _outageHit(MarketSlot m) private view returns (bool) {
        if (m.observeAt() - m.open() > SHORT_MARKET) return false;
        return _resolution.outageBetween(m.bettingEnds() - OUTAGE_MARGIN, m.observeAt() + OUTAGE_MARGIN);
    }

    function _anyVoid(Answer[] memory answers) private pure returns (bool) {
        for (uint256 i; i < answers.length; ++i) {
            if (answers[i].state == QuestionState.VOID) return true;
        }
        return false;
    }

    function _requireFinal(QuestionState state) private pure {
        if (state != QuestionState.FINAL) revert IParimutuelEngine.QuestionNotFinal(uint8(state));
    }

    /// @dev R-KNOWN: the latest moment at which betting may still have been open, were the result known now.
    function _guardedClose(MarketSlot m, TemplateSlot t) private pure returns (uint256) {
        return m.bettingEnds() + uint256(t.knownGuard());
    }

    /// @dev Decided by comparing two prices or two changes, so that there can be a tie.
    function _isCompared(Kind kind) private pure returns (bool) {
        return kind == Kind.UPDOWN || kind == Kind.RACE;
    }

    function _sign(int256 difference) private pure returns (int256) {
        return difference > 0 ? int256(1) : difference < 0 ? int256(-1) : int256(0);
    }
}
