// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IEscrow} from "../interfaces/IEscrow.sol";
import {IPriceFeed} from "../interfaces/IPriceFeed.sol";
import {IProof} from "../interfaces/IProof.sol";
import {IResolution} from "../interfaces/IResolution.sol";
import {BlobLib} from "../libraries/BlobLib.sol";
import {QuestionState} from "../types/QuestionState.sol";
import {SourceConfig} from "../types/SourceConfig.sol";
import {ReportLib} from "./ReportLib.sol";
import {SourceLib} from "./SourceLib.sol";

/// @dev Rows are those of the state table; whatever no row allows reverts with BadState.
contract Resolution is IResolution, AccessManaged, EIP712 {
    /// @dev One slot. Path 1 writes only this: `proofDelay` = end of its window minus observeAt, never 0. On path 2 it
    /// is 0 and the rest is in `Timing` and `Side`.
    struct Question {
        QuestionState state;
        uint32 knownAt;
        uint24 proofDelay;
        int64 value;
        int64 min;
        int64 max;
    }

    /// @dev One slot.
    struct Timing {
        uint40 proposedAt;
        uint40 windowEnds;
        uint40 challengedAt;
        uint40 disputedAt;
        uint8 round;
        uint8 seq;
        uint8 domain;
        uint64 bond;
    }

    /// @dev One slot: who says what, with a bond in Escrow behind it.
    struct Side {
        address account;
        int64 value;
        bool isVoid;
        bool limited;
    }

    struct Round {
        Side proposer;
        Side challenger;
    }

    /// @dev The first fields of SourceConfig: what a proof needs decodes without the rest.
    struct ProofPart {
        uint8 path;
        uint8 domain;
        address verifier;
        bytes verifierConfig;
    }

    uint256 private constant ANSWER_TIME = 24 hours;
    uint256 private constant EXPIRY = 168 hours;
    uint256 private constant PROOF_WINDOW = 120;
    uint256 private constant FALLBACK_AFTER = 1 hours;
    uint256 private constant REPROPOSAL_TIME = 12 hours;
    uint256 private constant RULING_TIME = 48 hours;
    uint256 private constant MAX_RESUME = 1 hours;
    uint40 private constant NEVER = type(uint40).max;

    uint8 private constant BY_SILENCE = 4;
    uint8 private constant BY_UNANSWERED_CHALLENGE = 5;
    uint8 private constant BY_SECOND_CHALLENGE = 6;

    uint8 private constant NO_PROOF = 1;
    uint8 private constant NO_RULING = 2;
    uint8 private constant EXPIRED = 3;
    uint8 private constant NOBODY_WON = 6;

    IEscrow public immutable escrow;
    /// @notice The chain's sequencer uptime feed; zero where there is none, and then nothing waits for it.
    IPriceFeed public immutable sequencerFeed;

    uint16 public sourceCount;
    mapping(uint16 sourceId => address blob) private _sources;
    mapping(bytes32 questionId => Question) private _questions;
    mapping(bytes32 questionId => Timing) private _timings;
    mapping(bytes32 questionId => mapping(uint256 round => Round)) private _rounds;

    constructor(IEscrow escrow_, IPriceFeed sequencerFeed_, address authority_)
        AccessManaged(authority_)
        EIP712("Mutuel Resolution", "1")
    {
        escrow = escrow_;
        sequencerFeed = sequencerFeed_;
    }

    /// @inheritdoc IResolution
    function addSource(SourceConfig calldata config) external restricted returns (uint16 sourceId) {
        SourceLib.check(config);
        sourceId = ++sourceCount;
        bytes memory encoded = abi.encode(config);
        _sources[sourceId] = BlobLib.store(encoded);
        emit SourceAdded(sourceId, keccak256(encoded), config);
    }

    /// @inheritdoc IResolution
    function prove(uint16 sourceId, uint32 observeAt, bytes32 subject, bytes calldata proof) external {
        ProofPart memory config = abi.decode(_blob(sourceId), (ProofPart));
        if (config.path == SourceLib.REPORT) revert BadSource(sourceId);
        int64 value = IProof(config.verifier).verify(config.verifierConfig, observeAt, subject, proof);
        if (!SourceLib.inDomain(config.domain, value)) revert OutsideDomain(value);

        bytes32 questionId = questionIdOf(sourceId, observeAt, subject);
        Question storage stored = _questions[questionId];
        Question memory question =
            stored.state == QuestionState.NONE ? _firstProof(observeAt, value) : _widened(stored, value);
        _questions[questionId] = question;
        uint40 windowEnds = observeAt + question.proofDelay;
        emit Proposed(
            questionId, sourceId, question.value, question.min, question.max, observeAt, windowEnds, 0, bytes32(0)
        );
    }

    /// @inheritdoc IResolution
    function propose(
        uint16 sourceId,
        uint32 observeAt,
        bytes32 subject,
        Report calldata report,
        bytes[] calldata signatures
    ) external {
        SourceConfig memory config = source(sourceId);
        bytes32 questionId = questionIdOf(sourceId, observeAt, subject);
        Timing memory timing = _timings[questionId];
        uint256 extra = _checkReportTime(config, sourceId, questionId, observeAt, timing);
        _checkIdentity(config.domain, report, questionId, observeAt, timing.seq);
        ReportLib.checkSignatures(config.reporters, config.threshold + extra, reportDigest(report), signatures);
        ReportLib.Reading memory reading = ReportLib.read(config, report);

        timing.seq = report.seq;
        timing.domain = config.domain;
        timing.bond = config.bond;
        timing.round = uint8(extra);
        timing.proposedAt = uint40(block.timestamp);
        timing.windowEnds = uint40(block.timestamp + config.window);
        _timings[questionId] = timing;
        _questions[questionId] =
            Question(QuestionState.PROPOSED, report.knownAt, 0, reading.value, reading.min, reading.max);
        _emitProposed(questionId, sourceId, report, timing);

        if (reading.dispute != 0) _dispute(questionId, reading.dispute);
        else _bondProposer(questionId, timing, reading.value, report.flags & ReportLib.NO_WINNER != 0);
    }

    /// @inheritdoc IResolution
    function challenge(bytes32 questionId, int64 claim, bool claimVoid, string calldata evidenceUri) external {
        Question storage question = _questions[questionId];
        Timing storage timing = _timings[questionId];
        _requireReported(question);
        uint256 end = finalAt(questionId);
        if (block.timestamp >= end) revert TooLate(end - 1);
        if (bytes(evidenceUri).length == 0) revert EvidenceRequired();

        uint8 round = timing.round;
        Side storage proposer = _rounds[questionId][round].proposer;
        _checkClaim(proposer, timing.domain, claim, claimVoid);

        timing.challengedAt = uint40(block.timestamp);
        if (round == 0) question.state = QuestionState.CHALLENGED;
        uint64 bond = timing.bond << round;
        emit Challenged(questionId, msg.sender, claim, claimVoid, bond, round, evidenceUri);
        if (round != 0) _dispute(questionId, BY_SECOND_CHALLENGE);
        Side storage challenger = _rounds[questionId][round].challenger;
        (challenger.account, challenger.value, challenger.isVoid) = (msg.sender, claim, claimVoid);
        if (_lockBond(questionId, bond)) challenger.limited = true;
    }

    /// @inheritdoc IResolution
    function escalate(uint16 sourceId, uint32 observeAt, bytes32 subject) external {
        bytes32 questionId = questionIdOf(sourceId, observeAt, subject);
        QuestionState state = _questions[questionId].state;
        if (state == QuestionState.NONE) {
            if (source(sourceId).path != SourceLib.REPORT) revert BadSource(sourceId);
            _requireFrom(observeAt + ANSWER_TIME + 1);
            _dispute(questionId, BY_SILENCE);
        } else {
            if (state != QuestionState.CHALLENGED) revert BadState(uint8(state));
            _requireFrom(_timings[questionId].challengedAt + REPROPOSAL_TIME + 1);
            _dispute(questionId, BY_UNANSWERED_CHALLENGE);
        }
    }

    /// @inheritdoc IResolution
    function finalise(bytes32 questionId) external {
        Question storage question = _questions[questionId];
        if (question.state != QuestionState.PROPOSED) revert BadState(uint8(question.state));
        uint256 at = finalAt(questionId);
        if (at == NEVER) _revertDown();
        _requireFrom(at);

        if (question.proofDelay != 0) {
            _setFinal(questionId, question);
            return;
        }
        Side memory decision = _rounds[questionId][_timings[questionId].round].proposer;
        if (decision.isVoid) _setVoid(questionId, NOBODY_WON);
        else _setFinal(questionId, question);
        _settleBonds(questionId, decision);
    }

    /// @inheritdoc IResolution
    function voidExpired(uint16 sourceId, uint32 observeAt, bytes32 subject) external {
        bytes32 questionId = questionIdOf(sourceId, observeAt, subject);
        (uint256 at, uint8 reason) = _expiry(questionId, sourceId, observeAt);
        _requireFrom(at);
        _setVoid(questionId, reason);
        _returnBonds(questionId);
    }

    /// @inheritdoc IResolution
    function source(uint16 sourceId) public view returns (SourceConfig memory) {
        return abi.decode(_blob(sourceId), (SourceConfig));
    }

    /// @inheritdoc IResolution
    function questionIdOf(uint16 sourceId, uint32 observeAt, bytes32 subject) public pure returns (bytes32) {
        return keccak256(abi.encode(sourceId, observeAt, subject));
    }

    /// @inheritdoc IResolution
    function observation(bytes32 questionId)
        external
        view
        returns (uint8 state, int64 value, int64 min, int64 max, uint32 knownAt, bool ruled)
    {
        Question memory question = _questions[questionId];
        return (uint8(question.state), question.value, question.min, question.max, question.knownAt, false);
    }

    /// @inheritdoc IResolution
    function finalAt(bytes32 questionId) public view returns (uint40) {
        Question memory question = _questions[questionId];
        if (question.state != QuestionState.PROPOSED) return 0;
        if (question.proofDelay != 0) return _resume(question.knownAt + question.proofDelay, PROOF_WINDOW);
        Timing memory timing = _timings[questionId];
        return _resume(timing.windowEnds, timing.windowEnds - timing.proposedAt);
    }

    /// @inheritdoc IResolution
    function clockOf(bytes32 questionId) external view returns (Clock memory clock) {
        Timing memory timing = _timings[questionId];
        Round memory current = _rounds[questionId][timing.round];
        clock = Clock({
            proposedAt: timing.proposedAt,
            windowEnds: timing.windowEnds,
            challengedAt: timing.challengedAt,
            disputedAt: timing.disputedAt,
            round: timing.round,
            seq: timing.seq,
            bond: timing.bond,
            proposer: current.proposer.account,
            challenger: current.challenger.account
        });
    }

    /// @inheritdoc IResolution
    function reportDigest(Report calldata report) public view returns (bytes32) {
        return _hashTypedDataV4(ReportLib.hash(report));
    }

    /// @inheritdoc IResolution
    function outageBetween(uint256 from, uint256 to) external view returns (bool) {
        if (address(sequencerFeed) == address(0)) return false;
        (,, uint256 since,,) = sequencerFeed.latestRoundData();
        return since >= from && since <= to;
    }

    function _blob(uint16 sourceId) private view returns (bytes memory) {
        address blob = _sources[sourceId];
        if (blob == address(0)) revert BadSource(sourceId);
        return BlobLib.load(blob);
    }

    // ------------------------------------------------------------------ answering

    /// @dev Row 1.
    function _firstProof(uint32 observeAt, int64 value) private view returns (Question memory) {
        _requireFrom(uint256(observeAt) + 1);
        _requireUntil(observeAt + ANSWER_TIME);
        uint24 delay = uint24(block.timestamp + PROOF_WINDOW - observeAt);
        return Question(QuestionState.PROPOSED, observeAt, delay, value, value, value);
    }

    /// @dev Row 2.
    function _widened(Question memory question, int64 value) private view returns (Question memory) {
        bool proposedByProof = question.state == QuestionState.PROPOSED && question.proofDelay != 0;
        if (!proposedByProof) revert BadState(uint8(question.state));
        _requireUntil(uint256(question.knownAt) + question.proofDelay - 1);
        if (value >= question.min && value <= question.max) revert NothingNew();
        if (value < question.min) question.min = value;
        else question.max = value;
        return question;
    }

    /// @dev Rows 3, 4 and 9. Returns how many signatures above the threshold are needed.
    function _checkReportTime(
        SourceConfig memory config,
        uint16 sourceId,
        bytes32 questionId,
        uint32 observeAt,
        Timing memory timing
    ) private view returns (uint256 extra) {
        if (config.path == SourceLib.PROOF) revert BadSource(sourceId);
        QuestionState state = _questions[questionId].state;
        if (state == QuestionState.CHALLENGED) {
            _requireUntil(timing.challengedAt + REPROPOSAL_TIME);
            return 1;
        }
        if (state != QuestionState.NONE) revert BadState(uint8(state));
        uint256 wait = config.path == SourceLib.REPORT ? config.notBefore : FALLBACK_AFTER;
        _requireFrom(observeAt + wait);
        _requireUntil(observeAt + ANSWER_TIME);
        return 0;
    }

    function _checkIdentity(uint8 domain, Report calldata report, bytes32 questionId, uint32 observeAt, uint8 seq)
        private
        view
    {
        bool knownInTime = domain == SourceLib.PRICE ? report.knownAt == observeAt : report.knownAt <= block.timestamp;
        if (report.questionId != questionId || report.seq <= seq || !knownInTime) revert WrongReport();
    }

    function _emitProposed(bytes32 questionId, uint16 sourceId, Report calldata report, Timing memory timing) private {
        Question memory question = _questions[questionId];
        emit Proposed(
            questionId,
            sourceId,
            question.value,
            question.min,
            question.max,
            question.knownAt,
            timing.windowEnds,
            timing.round,
            report.evidenceRoot
        );
    }

    function _requireReported(Question storage question) private view {
        bool reported = question.state == QuestionState.PROPOSED && question.proofDelay == 0;
        if (!reported) revert BadState(uint8(question.state));
    }

    function _checkClaim(Side storage proposer, uint8 domain, int64 claim, bool claimVoid) private view {
        if (claimVoid ? proposer.isVoid : !proposer.isVoid && claim == proposer.value) revert SameClaim();
        if (!claimVoid && !SourceLib.inDomain(domain, claim)) revert OutsideDomain(claim);
    }

    function _setFinal(bytes32 questionId, Question storage question) private {
        question.state = QuestionState.FINAL;
        emit Finalised(questionId, question.value);
    }

    function _setVoid(bytes32 questionId, uint8 reason) private {
        _questions[questionId].state = QuestionState.VOID;
        emit Voided(questionId, reason);
    }

    function _revertDown() private view {
        (, uint256 since) = _sequencer();
        revert SequencerDown(uint40(since));
    }

    function _dispute(bytes32 questionId, uint8 reason) private {
        _questions[questionId].state = QuestionState.DISPUTED;
        _timings[questionId].disputedAt = uint40(block.timestamp);
        emit Disputed(questionId, reason, uint40(block.timestamp));
    }

    // ------------------------------------------------------------------ time

    function _requireFrom(uint256 at) private view {
        if (block.timestamp < at) revert TooEarly(at);
    }

    function _requireUntil(uint256 at) private view {
        if (block.timestamp > at) revert TooLate(at);
    }

    /// @dev From when rows 6, 17 and 18 void a question; reverts where none does.
    function _expiry(bytes32 questionId, uint16 sourceId, uint32 observeAt)
        private
        view
        returns (uint256 at, uint8 reason)
    {
        QuestionState state = _questions[questionId].state;
        uint256 end = observeAt + EXPIRY;
        if (state == QuestionState.NONE) {
            bool byProof = source(sourceId).path != SourceLib.REPORT;
            return byProof ? (observeAt + ANSWER_TIME + 1, NO_PROOF) : (end, EXPIRED);
        }
        if (state == QuestionState.DISPUTED) {
            uint256 noRuling = _timings[questionId].disputedAt + RULING_TIME + 1;
            return noRuling < end ? (noRuling, NO_RULING) : (end, EXPIRED);
        }
        bool blocked = state == QuestionState.PROPOSED && block.timestamp < finalAt(questionId);
        if (state != QuestionState.CHALLENGED && !blocked) revert BadState(uint8(state));
        return (end, EXPIRED);
    }

    /// @dev End of a window, later if the sequencer came back within it.
    function _resume(uint256 windowEnds, uint256 window) private view returns (uint40) {
        if (address(sequencerFeed) == address(0)) return uint40(windowEnds);
        (bool up, uint256 since) = _sequencer();
        if (!up) return NEVER;
        uint256 resumed = since + (window < MAX_RESUME ? window : MAX_RESUME);
        return uint40(resumed > windowEnds ? resumed : windowEnds);
    }

    /// @dev An unreadable feed counts as down: nothing becomes final, and after 7 days everything is void.
    function _sequencer() private view returns (bool up, uint256 since) {
        try sequencerFeed.latestRoundData() returns (uint80, int256 answer, uint256 startedAt, uint256, uint80) {
            return (answer == 0 && startedAt != 0, startedAt);
        } catch {
            return (false, 0);
        }
    }

    // ------------------------------------------------------------------ bonds

    /// @dev The bond is locked last: Escrow is the only contract called, and it calls back nobody.
    function _bondProposer(bytes32 questionId, Timing memory timing, int64 value, bool isVoid) private {
        Side storage proposer = _rounds[questionId][timing.round].proposer;
        (proposer.account, proposer.value, proposer.isVoid) = (msg.sender, value, isVoid);
        if (_lockBond(questionId, timing.bond)) proposer.limited = true;
    }

    function _lockBond(bytes32 questionId, uint256 amount) private returns (bool limited) {
        (, limited) = escrow.lockFromCredit(uint256(questionId), msg.sender, amount);
    }

    /// @dev After a decision: in each challenged round the side farther from it loses half of its bond to the other
    /// side and half to Insurance.
    function _settleBonds(bytes32 questionId, Side memory decision) private {
        Timing memory timing = _timings[questionId];
        for (uint8 i = 0; i <= timing.round; ++i) {
            Round memory round = _rounds[questionId][i];
            uint256 challengerBond = uint256(timing.bond) << i;
            if (round.challenger.account == address(0) || _allReturn(round.challenger, decision)) {
                _payBond(questionId, round.proposer, timing.bond, i);
                _payBond(questionId, round.challenger, challengerBond, i);
            } else if (_distance(round.challenger, decision) < _distance(round.proposer, decision)) {
                _punish(questionId, round.challenger, challengerBond, timing.bond, i);
            } else {
                _punish(questionId, round.proposer, timing.bond, challengerBond, i);
            }
        }
    }

    /// @dev After a time-out nobody was right.
    function _returnBonds(bytes32 questionId) private {
        Timing memory timing = _timings[questionId];
        for (uint8 i = 0; i <= timing.round; ++i) {
            Round memory round = _rounds[questionId][i];
            _payBond(questionId, round.proposer, timing.bond, i);
            _payBond(questionId, round.challenger, uint256(timing.bond) << i, i);
        }
    }

    function _punish(bytes32 questionId, Side memory winner, uint256 bond, uint256 lostBond, uint8 round) private {
        uint256 reward = lostBond / 2; // down; the rest is Insurance's
        _payBond(questionId, winner, bond + reward, round);
        escrow.takeFee(uint256(questionId), 0, lostBond - reward);
    }

    function _payBond(bytes32 questionId, Side memory side, uint256 amount, uint8 round) private {
        if (side.account == address(0)) return;
        emit BondPaid(questionId, side.account, uint64(amount), round);
        escrow.release(uint256(questionId), side.account, amount, true, side.limited);
    }

    /// @dev VOID proves nobody wrong who did not claim it.
    function _allReturn(Side memory challenger, Side memory decision) private pure returns (bool) {
        return decision.isVoid && !challenger.isVoid;
    }

    function _distance(Side memory side, Side memory decision) private pure returns (uint256) {
        if (side.isVoid || decision.isVoid) return side.isVoid == decision.isVoid ? 0 : type(uint256).max;
        int256 difference = int256(side.value) - decision.value;
        return uint256(difference < 0 ? -difference : difference);
    }
}
