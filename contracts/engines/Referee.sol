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

    /// @dev What all answers of a market say together.
    /// @param state the one that keeps the market waiting longest
    /// @param value price at the end, or code
    /// @param main the verdict: the index of an outcome, or of UPDOWN and RACE the sign of the difference
    /// @param low the least verdict that the sources' extremes could give
    /// @param high the greatest
    struct Finding {
        QuestionState state;
        bool ruled;
        int64 value;
        uint256 knownAt;
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
        Finding memory f = _find(marketId, m, t, edges);
        bool proposed = f.state == QuestionState.PROPOSED || f.state == QuestionState.FINAL;
        if (!proposed || !_differ(m, t, f)) revert IParimutuelEngine.NothingToContest();
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
        Finding memory f = _find(marketId, m, t, edges);
        if (f.state == QuestionState.VOID) return (VoidReason.QUESTION, 0, 0);
        _requireFinal(f.state);
        uint256 until = m.observeAt() + CONTEST_WINDOW;
        if (block.timestamp <= until && _differ(m, t, f)) revert IParimutuelEngine.Contested(until);
        if (_guardedClose(m, t) > f.knownAt) return (VoidReason.KNOWN, 0, 0);
        if (block.timestamp < m.bettingEnds()) revert IParimutuelEngine.TooEarly(m.bettingEnds());

        Kind kind = m.kind();
        if (kind != Kind.UPDOWN && kind != Kind.RACE) return (VoidReason.NONE, uint8(uint256(f.main)), f.value);
        if (f.main == 0) reason = VoidReason.TIE;
        return (reason, f.main > 0 ? 1 : 0, kind == Kind.RACE ? int64(f.main) : f.value);
    }

    function _find(uint256 marketId, MarketSlot m, TemplateSlot t, EdgesSlot edges)
        private
        view
        returns (Finding memory f)
    {
        Kind kind = m.kind();
        uint256 subject = QuestionLib.subjectOf(marketId, t.subjectRule());
        Answer memory end = _answer(QuestionLib.idOf(m.sourceId(), m.observeAt(), subject));
        (f.state, f.ruled, f.value, f.knownAt) = (end.state, end.ruled, end.value, end.knownAt);
        if (kind == Kind.RANGE) {
            _setRange(f, edges.toEdges(), m.outcomes(), end);
        } else if (kind == Kind.UPDOWN || kind == Kind.RACE) {
            Answer memory start = _answer(QuestionLib.idOf(m.sourceId(), edges.startAt(), subject));
            f.state = _slower(f.state, start.state);
            if (kind == Kind.UPDOWN) _setChange(f, end, start);
            else _setRace(f, end, start, m, t.source2Id(), edges.startAt(), subject);
        } else {
            (f.low, f.main, f.high) = (end.low, end.value, end.high);
        }
    }

    function _answer(bytes32 questionId) private view returns (Answer memory a) {
        uint8 state;
        (state, a.value, a.low, a.high, a.knownAt, a.ruled) = _resolution.observation(questionId);
        a.state = QuestionState(state);
        if (a.ruled) (a.low, a.high) = (a.value, a.value);
    }

    /// @dev One VOID voids all; else what is furthest from FINAL counts, PROPOSED being the nearest.
    function _slower(QuestionState a, QuestionState b) private pure returns (QuestionState) {
        if (a == QuestionState.VOID || b == QuestionState.FINAL) return a;
        if (b == QuestionState.VOID || a == QuestionState.FINAL) return b;
        return a == QuestionState.PROPOSED ? b : a;
    }

    function _setRange(Finding memory f, int64[4] memory edges, uint256 outcomes, Answer memory end) private pure {
        f.main = int256(uint256(RangeLib.indexOf(edges, outcomes, end.value)));
        (f.low, f.high) = (f.main, f.main);
        if (end.low == end.high) return;
        f.low = int256(uint256(RangeLib.indexOf(edges, outcomes, end.low)));
        f.high = int256(uint256(RangeLib.indexOf(edges, outcomes, end.high)));
    }

    function _setChange(Finding memory f, Answer memory end, Answer memory start) private pure {
        f.main = _sign(int256(end.value) - start.value);
        f.low = _sign(int256(end.low) - start.high);
        f.high = _sign(int256(end.high) - start.low);
    }

    /// @dev The sign of A1 / A0 - B1 / B0 as A1 * B0 - B1 * A0: exact, since products of 64 bits fit and prices are
    /// above 0.
    function _setRace(
        Finding memory f,
        Answer memory a1,
        Answer memory a0,
        MarketSlot m,
        uint16 source2Id,
        uint256 startAt,
        uint256 subject
    ) private view {
        Answer memory b1 = _answer(QuestionLib.idOf(source2Id, m.observeAt(), subject));
        Answer memory b0 = _answer(QuestionLib.idOf(source2Id, startAt, subject));
        f.state = _slower(f.state, _slower(b1.state, b0.state));
        f.main = _sign(int256(a1.value) * b0.value - int256(b1.value) * a0.value);
        f.low = _sign(int256(a1.low) * b0.low - int256(b1.high) * a0.high);
        f.high = _sign(int256(a1.high) * b0.high - int256(b1.low) * a0.low);
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
    function _differ(MarketSlot m, TemplateSlot t, Finding memory f) private pure returns (bool) {
        if (f.low != f.high) return true;
        bool isMatch = uint8(m.kind()) >= uint8(Kind.MATCH);
        if (!isMatch || f.ruled) return false;
        uint256 guarded = _guardedClose(m, t);
        return (guarded > f.knownAt ? guarded - f.knownAt : f.knownAt - guarded) <= CONTEST_GUARD;
    }

    /// @dev R-SEQ (b): bets of a stalled chain may carry times from before its close.
    function _outageHit(MarketSlot m) private view returns (bool) {
        if (m.observeAt() - m.open() > SHORT_MARKET) return false;
        return _resolution.outageBetween(m.bettingEnds() - OUTAGE_MARGIN, m.observeAt() + OUTAGE_MARGIN);
    }

    function _requireFinal(QuestionState state) private pure {
        if (state != QuestionState.FINAL) revert IParimutuelEngine.QuestionNotFinal(uint8(state));
    }

    /// @dev R-KNOWN: the latest moment at which betting may still have been open, were the result known now.
    function _guardedClose(MarketSlot m, TemplateSlot t) private pure returns (uint256) {
        return m.bettingEnds() + uint256(t.knownGuard());
    }

    function _sign(int256 difference) private pure returns (int256) {
        return difference > 0 ? int256(1) : difference < 0 ? int256(-1) : int256(0);
    }
}
