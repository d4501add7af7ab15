// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SourceConfig} from "../types/SourceConfig.sol";

/// @title Resolution: one final value for a question, whoever asks
/// @notice A question is (source, time, subject), never created, only answered: by proof (path 1) or by reports of
/// k of n signers (path 2), each open to challenge before it is final. What they cannot decide is ruled on, by the DAO
/// and else by the multisig, with 24 h of notice. Silence never decides for a side, and every question ends within
/// 7 days. Nothing here can be paused.
/// @dev questionId = keccak256(abi.encode(sourceId, observeAt, subject)). Prices in 10^-8 USD, times in UTC seconds,
/// bonds in micro-USDC. States: 0 NONE, 1 PROPOSED, 2 CHALLENGED, 3 DISPUTED, 4 RULED, 5 FINAL, 6 VOID.
interface IResolution {
    /// @notice What reporters sign (EIP-712, domain "Mutuel Resolution" version 1).
    /// @param seq counts the reports on one question from 1
    /// @param knownAt when the value became public; `observeAt` for prices
    /// @param sourceMask bit i: entry i of the source's groups has a value
    /// @param values one per set bit, in bit order
    /// @param flags 1 HALT; 2 NO_WINNER, of matches only and with all values 0
    /// @param evidenceRoot Merkle root of the archived evidence
    /// @param evidenceUri where to find it
    struct Report {
        bytes32 questionId;
        uint8 seq;
        uint32 knownAt;
        uint16 sourceMask;
        int64[] values;
        uint8 flags;
        bytes32 evidenceRoot;
        string evidenceUri;
    }

    /// @notice Times and people of a question on path 2 or in dispute; zeros where nothing happened.
    /// @param round 0, or 1 after an answered challenge
    /// @param seq of the latest report
    /// @param corrections used, at most 2 in both rounds together
    /// @param domain of claims and rulings: 0 price (value > 0), 1 outcome (value 0 or 1)
    /// @param bond micro-USDC posted by each side of round 0; the challenger of round 1 posts twice that
    /// @param noWinner the current proposal says that nobody won: it ends in VOID
    /// @param proposer of the current round
    /// @param challenger of the current round
    struct Clock {
        uint40 proposedAt;
        uint40 windowEnds;
        uint40 challengedAt;
        uint40 disputedAt;
        uint8 round;
        uint8 seq;
        uint8 corrections;
        uint8 domain;
        uint64 bond;
        bool noWinner;
        address proposer;
        address challenger;
    }

    /// @notice A ruling that was filed; zeros where there is none. Its value is the question's.
    /// @param ruler who filed it
    /// @param effectiveAt first second at which it can be made final, and no longer be vetoed
    /// @param byDao filed by `rule`, so that it may be vetoed; else by `fallbackRule`
    /// @param isVoid nobody wins, every stake goes back
    struct Ruling {
        address ruler;
        uint40 effectiveAt;
        bool byDao;
        bool isVoid;
    }

    event SourceAdded(uint16 indexed sourceId, bytes32 configHash, SourceConfig config);
    /// @notice An answer: a proof, a report, or one that corrects another. `Disputed` comes with a report that is none.
    /// @param value,min,max as in `observation`; 0 and without meaning if nobody won
    /// @param round 1 answers a challenge
    /// @param noWinner the report says that nobody won, so that the question will be void unless somebody challenges it
    /// @param evidenceRoot 0 of a proof
    event Proposed(
        bytes32 indexed questionId,
        uint16 indexed sourceId,
        int64 value,
        int64 min,
        int64 max,
        uint32 knownAt,
        uint40 windowEnds,
        uint8 round,
        bool noWinner,
        bytes32 evidenceRoot
    );
    event Challenged(
        bytes32 indexed questionId,
        address indexed challenger,
        int64 claim,
        bool claimVoid,
        uint64 bond,
        uint8 round,
        string evidenceUri
    );
    /// @param reason 1 spread, 2 codes differ, 3 halt, 4 silence, 5 challenge unanswered, 6 second challenge,
    /// 7 cross-check, 8 contest, 9 correction far from what it corrects
    event Disputed(bytes32 indexed questionId, uint8 reason, uint40 at);
    /// @notice A cross-check report contradicted a proof.
    event CrossChecked(bytes32 indexed questionId, int64 value, bytes32 evidenceRoot);
    /// @notice A question of one market alone, which differing winners or times made necessary.
    event ContestOpened(bytes32 indexed questionId, address indexed engine, uint256 indexed marketId);
    /// @notice A ruling was filed; Finalised or Voided follows from `effectiveAt` on, unless Vetoed comes first.
    event Ruled(
        bytes32 indexed questionId,
        address indexed ruler,
        int64 value,
        bool isVoid,
        bytes32 evidenceHash,
        string evidenceUri,
        uint40 effectiveAt
    );
    /// @notice Followed by Voided with reason 5.
    event Vetoed(bytes32 indexed questionId);
    event Finalised(bytes32 indexed questionId, int64 value);
    /// @param reason 1 no proof, 2 no ruling, 3 expired, 4 ruled void, 5 vetoed, 6 no winner
    event Voided(bytes32 indexed questionId, uint8 reason);
    event BondPaid(bytes32 indexed questionId, address indexed account, uint64 amount, uint8 round);

    /// @notice Thrown when the act is not allowed in this state.
    error BadState(uint8 state);
    /// @notice Thrown when a source id is unknown, or its path does not allow the act.
    error BadSource(uint16 sourceId);
    /// @notice Thrown when a source's configuration cannot work; `field` is its position.
    error SourceInvalid(uint8 field);
    error TooEarly(uint256 at);
    error TooLate(uint256 at);
    /// @notice Thrown when a report names another question or an old sequence number.
    error WrongReport();
    error QuorumMissing(uint8 have, uint8 need);
    error SignersNotAscending();
    error UnknownSigner(address signer);
    /// @notice Thrown when a value is outside the source's domain.
    error OutsideDomain(int64 value);
    /// @notice Thrown when a challenge claims what the proposal says.
    error SameClaim();
    error EvidenceRequired();
    error SequencerDown(uint40 since);
    /// @notice Thrown when a proof shows a value within the stored extremes, or a cross-check agrees with the proof.
    error NothingNew();
    /// @notice Thrown when the caller is no engine that Escrow knows.
    error NotEngine();
    /// @notice Thrown when a proposal was corrected twice already.
    error NoCorrectionLeft();
    /// @notice Thrown when a ruling is not the DAO's.
    error NotVetoable();
    /// @notice Thrown when a domain is neither 0 (price) nor 1 (outcome).
    error BadDomain(uint8 domain);

    /// @notice Adds a source. Role PARAMS (24 h).
    function addSource(SourceConfig calldata config) external returns (uint16 sourceId);

    /// @notice Rows 1 and 2: answers a question by proof. Anyone, until 24 h after `observeAt`; open for 120 s, in
    /// which another valid proof widens min and max.
    function prove(uint16 sourceId, uint32 observeAt, bytes32 subject, bytes calldata proof) external;

    /// @notice Rows 3, 4 and 9: answers a question by k signatures over one report, or a challenge by k + 1; takes the
    /// proposer's bond from his Escrow credit, none if the report is a dispute. Signatures in ascending order of signer.
    /// Row 7: within the window a report of a higher `seq` and as many signatures corrects the proposal, twice at most,
    /// and the window begins again; its sender's bond replaces the earlier proposer's. One that names another code, that
    /// says or takes back NO_WINNER, or whose value is further from the proposal than the source's spread, by the rule of
    /// two values, is a dispute.
    function propose(
        uint16 sourceId,
        uint32 observeAt,
        bytes32 subject,
        Report calldata report,
        bytes[] calldata signatures
    ) external;

    /// @notice Row 2b: k signatures over one report of independent sources whose lower median is further from the proof
    /// than the source's spread, by the rule of two values. No bond. Possible until the proof can be made final, so that
    /// an outage of the sequencer takes nobody's right away. Anyone; only for sources that name reporters beside the
    /// proof; NothingNew if the report agrees with the proof.
    function crossCheck(
        uint16 sourceId,
        uint32 observeAt,
        bytes32 subject,
        Report calldata report,
        bytes[] calldata signatures
    ) external;

    /// @notice Rows 8 and 11: disputes a report's proposal and states another value or VOID; takes the challenger's bond
    /// from his Escrow credit. Possible until the proposal can be made final.
    function challenge(bytes32 questionId, int64 claim, bool claimVoid, string calldata evidenceUri) external;

    /// @notice Rows 5 and 10: sends a question nobody answered, or a challenge nobody answered, to dispute. Anyone.
    function escalate(uint16 sourceId, uint32 observeAt, bytes32 subject) external;

    /// @notice Row 12: makes a proposal final, or void if the report says that nobody won, once its window is over and
    /// the chain's sequencer has been up for the window or 1 h, whichever is shorter. Row 16: makes a ruling final, or
    /// void if it says so, once its notice is over. Settles the bonds: in each challenged round the side further from the
    /// decision loses half of its bond, rounded down, to the other and the rest to Insurance, the challenger if both are
    /// equally far; of a void decision he loses nothing. Anyone.
    function finalise(bytes32 questionId) external;

    /// @notice Rows 6, 17 and 18: voids a question that ran out of time; every bond returns. Anyone.
    function voidExpired(uint16 sourceId, uint32 observeAt, bytes32 subject) external;

    /// @notice Row 13: files the DAO's ruling on a dispute, until 44 h after it began; it holds 24 h later. A ruling on a
    /// contest names a price of RANGE and the outcome's index of every other kind. A question nobody reported counts as
    /// known at its observation. Role ARBITER.
    /// @param value within the question's domain, 0 for a void ruling
    /// @param evidenceHash of what the ruling rests on, not 0
    /// @param evidenceUri where to find it, not empty
    function rule(bytes32 questionId, int64 value, bool isVoid, bytes32 evidenceHash, string calldata evidenceUri)
        external;

    /// @notice Row 14: as `rule`, after 44 h and until 48 h, if the DAO filed nothing. Role FALLBACK.
    function fallbackRule(
        bytes32 questionId,
        int64 value,
        bool isVoid,
        bytes32 evidenceHash,
        string calldata evidenceUri
    ) external;

    /// @notice Row 15: voids a question whose ruling by the DAO is not effective yet; every bond returns, for a veto
    /// proves nobody wrong. NotVetoable for a ruling by `fallbackRule`. Role VETO.
    function veto(bytes32 questionId) external;

    /// @notice Row 17 by the question's id alone: voids a dispute nobody ruled on for 48 h; every bond returns. Anyone.
    /// The way out of a contest, which has no source and no time of its own.
    function voidUnruled(bytes32 questionId) external;

    /// @notice Row 19: opens the question of one market alone, DISPUTED from now on and without bonds. Registered engines
    /// only, for their own markets and at most 96 h after the observation, which the engine checks: with the 48 h in
    /// which a ruling can be filed and the 24 h before it holds, a market is decided within 168 h.
    /// @param domain of the ruling: 0 price, 1 outcome
    function openContest(uint256 marketId, uint8 domain) external returns (bytes32 questionId);

    /// @notice The id of the question that a contest of this market has: keccak256(abi.encode("CONTEST", engine, marketId)).
    function contestIdOf(address engine, uint256 marketId) external pure returns (bytes32);

    /// @notice Passes if the source's threshold of its reporters signed `digest`; reverts as `propose` does otherwise.
    /// Signatures in ascending order of signer. For messages that engines define.
    function checkReporters(uint16 sourceId, bytes32 digest, bytes[] calldata signatures) external view;

    function source(uint16 sourceId) external view returns (SourceConfig memory);

    function sourceCount() external view returns (uint16);

    function questionIdOf(uint16 sourceId, uint32 observeAt, bytes32 subject) external pure returns (bytes32);

    /// @notice What engines read.
    /// @return state see above
    /// @return value proved; or the primary entry of a REPORT source, and the lower median without it or elsewhere; or
    /// ruled; 0 in a contest nobody ruled on
    /// @return min least value of the quorum
    /// @return max greatest value of the quorum
    /// @return knownAt when the value became public
    /// @return ruled the values are a ruling's, so differing winners no longer matter
    function observation(bytes32 questionId)
        external
        view
        returns (uint8 state, int64 value, int64 min, int64 max, uint32 knownAt, bool ruled);

    /// @notice When a PROPOSED or RULED question can be made final, in UTC seconds; of a proposal `type(uint40).max` while
    /// the sequencer is down; 0 in any other state.
    function finalAt(bytes32 questionId) external view returns (uint40);

    function clockOf(bytes32 questionId) external view returns (Clock memory);

    function rulingOf(bytes32 questionId) external view returns (Ruling memory);

    /// @notice The digest that a reporter signs.
    function reportDigest(Report calldata report) external view returns (bytes32);

    /// @notice Whether the chain's sequencer was down at any moment of [from, to], or changed at one, by the rounds of
    /// its uptime feed. Looks back over 8 changes; whatever it cannot see counts as an outage. Always false where no
    /// uptime feed exists.
    function outageBetween(uint256 from, uint256 to) external view returns (bool);
}
