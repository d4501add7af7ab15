import type { ContractErrorArgs, ContractErrorName } from "viem";
import type { governorAbi } from "@/generated/abi/governor";
import type { resolutionAbi } from "@/generated/abi/resolution";
import type { timelockAbi } from "@/generated/abi/timelock";
import type { votesAbi } from "@/generated/abi/votes";
import type { Sentence } from "./sentence";
import { say, unexpected } from "./sentence";

type Abi = typeof resolutionAbi | typeof governorAbi | typeof timelockAbi | typeof votesAbi;
type Sentences = { [Name in ContractErrorName<Abi>]: (args: ContractErrorArgs<Abi, Name>) => Sentence };

const LOOK_AGAIN = "Something changed meanwhile: look at the page again.";
const tokens = () => unexpected("votes are not moved on this page");
const signing = () => unexpected("nothing is signed for others on this page");

/** A sentence for every custom error of disputes and governance that no error of bets shares. */
export const TRUST: Omit<Sentences, "NotEngine" | "EvidenceRequired" | "TooEarly" | "TooLate"> = {
  // Disputes
  BadState: ([state]) =>
    say(STATES[state] ?? "The question has moved on since this page was loaded.", LOOK_AGAIN),
  BadSource: () => say("This question's source does not allow it.", LOOK_AGAIN),
  OutsideDomain: () => say("This value cannot be an answer to the question.", "Claim another one."),
  SameClaim: () => say("This is what the report says already.", "Claim another value, or do not challenge."),
  SequencerDown: () =>
    say("The network has just been down, so nothing is made final yet.", "Try again in an hour."),
  QuorumMissing: () => unexpected("too few signed"),
  SignersNotAscending: () => unexpected("the signatures are not in order"),
  UnknownSigner: () => unexpected("somebody signed who may not"),
  WrongReport: () => unexpected("the report is about something else"),
  SourceInvalid: () => unexpected("the source's numbers do not fit"),
  NothingNew: () => unexpected("it says nothing new"),
  NoCorrectionLeft: () => unexpected("it was corrected twice already"),
  NotVetoable: () => unexpected("only a ruling of the DAO can be vetoed"),
  BadDomain: () => unexpected("there is no such kind of answer"),

  // Votes
  GovernorAlreadyCastVote: () => say("You have voted on this already.", "A vote cannot be changed."),
  GovernorUnexpectedProposalState: ([, state]) =>
    say(PROPOSALS[state] ?? "The proposal has moved on since this page was loaded.", LOOK_AGAIN),
  GovernorNonexistentProposal: () => say("There is no such proposal on this network.", LOOK_AGAIN),
  TimelockUnexpectedOperationState: () =>
    say("It is not ready: it still waits, was done already, or was cancelled.", LOOK_AGAIN),
  TimelockUnexecutedPredecessor: () =>
    say("Another act has to be executed before this one.", "Execute that one first."),
  FailedCall: () => say("What it asks for does not work as things stand now.", LOOK_AGAIN),
  ERC5805FutureLookup: () => say("The vote has not begun.", "Wait until it does."),
  AccessControlUnauthorizedAccount: () => unexpected("this account may not do it"),
  AccessControlBadConfirmation: () => unexpected("a role is given up by its holder alone"),
  TimelockInsufficientDelay: () => unexpected("it would wait too short a time"),
  TimelockInvalidOperationLength: () => unexpected("its lists differ in length"),
  TimelockUnauthorizedCaller: () => unexpected("only the timelock may do this"),
  GovernorDisabledDeposit: () => unexpected("the governor takes no money"),
  GovernorInsufficientProposerVotes: () => unexpected("the proposer has too few votes"),
  GovernorInvalidProposalLength: () => unexpected("the proposal's lists differ in length"),
  GovernorInvalidQuorumFraction: () => unexpected("there can be no such quorum"),
  GovernorInvalidVoteParams: () => unexpected("the vote says more than it may"),
  GovernorInvalidVoteType: () => unexpected("one votes for, against, or abstains"),
  GovernorInvalidVotingPeriod: () => unexpected("there can be no such voting period"),
  GovernorOnlyExecutor: () => unexpected("only the timelock may do this"),
  GovernorPreventLateQuorumVoteExtensionTooLarge: () => unexpected("the extension is too long"),
  GovernorAlreadyQueuedProposal: () => unexpected("it was queued already"),
  GovernorProposalQueueingFailed: () => unexpected("nothing is queued in the governor"),
  GovernorProposalQueueingNotRequired: () => unexpected("nothing is queued in the governor"),
  GovernorRestrictedProposer: () => unexpected("another account reserved this proposal"),
  GovernorUnableToCancel: () => unexpected("only its proposer withdraws a proposal"),
  CheckpointUnorderedInsertion: () => unexpected("votes are out of order"),
  ERC6372InconsistentClock: () => unexpected("the votes' clock is wrong"),
  SafeCastOverflowedUintDowncast: () => unexpected("a number is too large"),
  LengthsDiffer: () => unexpected("its lists differ in length"),
  ERC20ExceededSafeSupply: tokens,
  ERC20InsufficientAllowance: tokens,
  ERC20InsufficientBalance: tokens,
  ERC20InvalidApprover: tokens,
  ERC20InvalidReceiver: tokens,
  ERC20InvalidSender: tokens,
  ERC20InvalidSpender: tokens,
  ERC2612ExpiredSignature: signing,
  ERC2612InvalidSigner: signing,
  ECDSAInvalidSignature: signing,
  ECDSAInvalidSignatureLength: signing,
  ECDSAInvalidSignatureS: signing,
  GovernorInvalidSignature: signing,
  InvalidAccountNonce: signing,
  VotesExpiredSignature: signing,
  InvalidShortString: signing,
  StringTooLong: signing,
};

/** Why nothing of the kind can be done, by the state in which a question is. */
const STATES: readonly string[] = [
  "Nobody has reported a result yet.",
  "A result was reported, and nothing else can be done before its window is over.",
  "It is challenged already; a second report is awaited.",
  "It is in dispute already and waits for a ruling.",
  "It is ruled already; the ruling waits for its notice.",
  "It is final already.",
  "It is void already: every stake goes back.",
];

/** By OpenZeppelin's states of a proposal. */
const PROPOSALS: readonly string[] = [
  "The vote has not begun.",
  "The vote is still going on.",
  "The proposal was withdrawn.",
  "The proposal was defeated.",
  "The vote is over, and the proposal was accepted.",
  "The proposal waits to be carried out.",
  "The proposal ran out of time.",
  "The proposal was carried out already.",
];
