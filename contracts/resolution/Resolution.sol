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
import {ResolutionContests} from "./ResolutionContests.sol";
import {ResolutionRulings} from "./ResolutionRulings.sol";
import {ResolutionStorage} from "./ResolutionStorage.sol";
import {SourceLib} from "./SourceLib.sol";

/// @title Resolution: the acts of a question's state table
/// @dev Rows are those of the state table; whatever no row allows reverts with BadState.
contract Resolution is ResolutionContests, ResolutionRulings, EIP712 {
    /// @dev The first fields of SourceConfig: what a proof needs decodes without the rest.
    struct ProofPart {
        uint8 path;
        uint8 domain;
        address verifier;
        bytes verifierConfig;
    }

    uint256 private constant FALLBACK_AFTER = 1 hours;
    uint256 private constant REPROPOSAL_TIME = 12 hours;

    uint8 private constant BY_SILENCE = 4;
    uint8 private constant BY_UNANSWERED_CHALLENGE = 5;
    uint8 private constant BY_SECOND_CHALLENGE = 6;
    uint8 private constant BY_CROSS_CHECK = 7;
    uint8 private constant BY_CORRECTION = 9;

    uint8 private constant MAX_CORRECTIONS = 2;
    uint8 private constant NOBODY_WON = 6;

    constructor(IEscrow escrow_, IPriceFeed sequencerFeed_, address authority_)
        ResolutionStorage(escrow_, sequencerFeed_)
        AccessManaged(authority_)
        EIP712("Mutuel Resolution", "1")
    {}

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
            questionId, sourceId, question.value, question.min, question.max, observeAt, windowEnds, 0, false, bytes32(0)
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
        _enterRound(config, sourceId, questionId, observeAt, timing);
        _checkIdentity(config.domain, report, questionId, observeAt, timing.seq);
        uint256 needed = uint256(config.threshold) + timing.round;
        ReportLib.checkSignatures(config.reporters, needed, reportDigest(report), signatures);
        ReportLib.Reading memory reading = ReportLib.read(config, report);
        Side memory corrected = _rounds[questionId][timing.round].proposer; // nobody, unless this is a correction
        bool noWinner = report.flags & ReportLib.NO_WINNER != 0;
        bool reverses = corrected.account != address(0) && _reverses(config, corrected, reading.value, noWinner);

        timing.seq = report.seq;
        timing.domain = config.domain;
        timing.bond = config.bond;
        timing.proposedAt = uint40(block.timestamp);
        timing.windowEnds = uint40(block.timestamp + config.window);
        _timings[questionId] = timing;
        _questions[questionId] =
            Question(QuestionState.PROPOSED, report.knownAt, 0, reading.value, reading.min, reading.max);
        _emitProposed(questionId, sourceId, report, timing);

        if (reading.dispute != 0 || reverses) {
            _dispute(questionId, reading.dispute != 0 ? reading.dispute : BY_CORRECTION);
        } else {
            _payBond(questionId, corrected, timing.bond, timing.round);
            _bondProposer(questionId, timing, reading.value, noWinner);
        }
    }

    /// @inheritdoc IResolution
    function crossCheck(
        uint16 sourceId,
        uint32 observeAt,
        bytes32 subject,
        Report calldata report,
        bytes[] calldata signatures
    ) external {
        SourceConfig memory config = source(sourceId);
        if (config.path != SourceLib.PROOF_WITH_FALLBACK) revert BadSource(sourceId);
        bytes32 questionId = questionIdOf(sourceId, observeAt, subject);
        Question memory question = _questions[questionId];
        _requireProved(question);
        uint256 end = finalAt(questionId);
        if (block.timestamp >= end) revert TooLate(end - 1);

        _checkIdentity(config.domain, report, questionId, observeAt, 0);
        ReportLib.checkSignatures(config.reporters, config.threshold, reportDigest(report), signatures);
        ReportLib.Reading memory reading = ReportLib.read(config, report);
        if (!ReportLib.contradicts(config, report, reading, question.value)) revert NothingNew();
        _timings[questionId].domain = config.domain;
        emit CrossChecked(questionId, reading.value, report.evidenceRoot);
        _dispute(questionId, BY_CROSS_CHECK);
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
            SourceConfig memory config = source(sourceId);
            if (config.path != SourceLib.REPORT) revert BadSource(sourceId);
            _requireFrom(observeAt + ANSWER_TIME + 1);
            _timings[questionId].domain = config.domain;
            _questions[questionId].knownAt = observeAt; // nobody said otherwise, and a ruling needs one
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
        QuestionState state = question.state;
        if (state != QuestionState.PROPOSED && state != QuestionState.RULED) revert BadState(uint8(state));
        uint256 at = finalAt(questionId);
        if (at == NEVER) _revertDown();
        _requireFrom(at);

        if (state == QuestionState.RULED) {
            _decide(questionId, _rulingAsSide(questionId), RULED_VOID);
        } else if (question.proofDelay != 0) {
            _setFinal(questionId, question);
        } else {
            _decide(questionId, _rounds[questionId][_timings[questionId].round].proposer, NOBODY_WON);
        }
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
    function checkReporters(uint16 sourceId, bytes32 digest, bytes[] calldata signatures) external view {
        SourceConfig memory config = source(sourceId);
        if (config.path == SourceLib.PROOF) revert BadSource(sourceId);
        ReportLib.checkSignatures(config.reporters, config.threshold, digest, signatures);
    }

    /// @inheritdoc IResolution
    function observation(bytes32 questionId)
        external
        view
        returns (uint8 state, int64 value, int64 min, int64 max, uint32 knownAt, bool ruled)
    {
        Question memory question = _questions[questionId];
        bool ruled = question.proofDelay == BY_RULING;
        return (uint8(question.state), question.value, question.min, question.max, question.knownAt, ruled);
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
            corrections: timing.corrections,
            domain: timing.domain,
            bond: timing.bond,
            noWinner: current.proposer.isVoid,
            proposer: current.proposer.account,
            challenger: current.challenger.account
        });
    }

    /// @inheritdoc IResolution
    function reportDigest(Report calldata report) public view returns (bytes32) {
        return _hashTypedDataV4(ReportLib.hash(report));
    }

    /* INTERNAL */

    /// @dev Row 1.
    function _firstProof(uint32 observeAt, int64 value) private view returns (Question memory) {
        _requireFrom(uint256(observeAt) + 1);
        _requireUntil(observeAt + ANSWER_TIME);
        uint24 delay = uint24(block.timestamp + PROOF_WINDOW - observeAt);
        return Question(QuestionState.PROPOSED, observeAt, delay, value, value, value);
    }

    /// @dev Row 2.
    function _widened(Question memory question, int64 value) private view returns (Question memory) {
        _requireProved(question);
        _requireUntil(uint256(question.knownAt) + question.proofDelay - 1);
        if (value >= question.min && value <= question.max) revert NothingNew();
        if (value < question.min) question.min = value;
        else question.max = value;
        return question;
    }

    /// @dev Rows 3, 4, 7 and 9: whether a report may come now; counts its round and correction in `timing`. Each round
    /// needs as many signatures above the threshold as its number says, corrections too.
    function _enterRound(
        SourceConfig memory config,
        uint16 sourceId,
        bytes32 questionId,
        uint32 observeAt,
        Timing memory timing
    ) private view {
        if (config.path == SourceLib.PROOF) revert BadSource(sourceId);
        QuestionState state = _questions[questionId].state;
        if (state == QuestionState.NONE) {
            _requireFrom(_firstReportAt(config, observeAt));
            _requireUntil(observeAt + ANSWER_TIME);
        } else if (state == QuestionState.CHALLENGED) {
            _requireUntil(timing.challengedAt + REPROPOSAL_TIME);
            timing.round = 1;
        } else {
            _requireReported(_questions[questionId]);
            _requireUntil(timing.windowEnds - 1);
            if (++timing.corrections > MAX_CORRECTIONS) revert NoCorrectionLeft();
        }
    }

    /// @dev Row 7: a correction that says the opposite, or is far from what it corrects, decides nothing by itself.
    function _reverses(SourceConfig memory config, Side memory corrected, int64 value, bool noWinner)
        private
        pure
        returns (bool)
    {
        return corrected.isVoid != noWinner || ReportLib.isFar(config, value, corrected.value);
    }

    /// @dev A match may be decided long before its latest end.
    function _firstReportAt(SourceConfig memory config, uint32 observeAt) private pure returns (uint256) {
        if (config.path != SourceLib.REPORT) return observeAt + FALLBACK_AFTER;
        int256 at = int256(uint256(observeAt)) + config.notBefore;
        return at > 0 ? uint256(at) : 0;
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
            report.flags & ReportLib.NO_WINNER != 0,
            report.evidenceRoot
        );
    }

    function _requireProved(Question memory question) private pure {
        bool proved = question.state == QuestionState.PROPOSED && question.proofDelay != 0;
        if (!proved) revert BadState(uint8(question.state));
    }

    function _requireReported(Question storage question) private view {
        bool reported = question.state == QuestionState.PROPOSED && question.proofDelay == 0;
        if (!reported) revert BadState(uint8(question.state));
    }

    function _checkClaim(Side storage proposer, uint8 domain, int64 claim, bool claimVoid) private view {
        if (claimVoid ? proposer.isVoid : !proposer.isVoid && claim == proposer.value) revert SameClaim();
        if (!claimVoid && !SourceLib.inDomain(domain, claim)) revert OutsideDomain(claim);
    }
}
