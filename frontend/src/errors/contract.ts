import type { ContractErrorArgs, ContractErrorName } from "viem";
import type { engineAbi } from "@/generated/abi/engine";
import type { escrowAbi } from "@/generated/abi/escrow";
import type { lensAbi } from "@/generated/abi/lens";
import type { selfLimitsAbi } from "@/generated/abi/selfLimits";
import { usdExact } from "@/lib/money";
import { atText } from "@/lib/time";
import { RELOAD, type Sentence, say, unexpected } from "./sentence";
import { TRUST } from "./trust";

type Abi = typeof engineAbi | typeof escrowAbi | typeof lensAbi | typeof selfLimitsAbi;
type BetError = ContractErrorName<Abi>;
export type ErrorName = BetError | keyof typeof TRUST;
type Sentences = { [Name in BetError]: (args: ContractErrorArgs<Abi, Name>) => Sentence };

const CHOOSE_ANOTHER = "Choose another market.";

const LIMITS = ["daily stake", "weekly stake", "monthly stake", "daily loss", "weekly loss", "monthly loss"];

/** A sentence for every custom error of the contracts that this page calls. The type makes a missing one an error. */
const SENTENCES: Sentences = {
  // Betting
  MarketUnknown: () =>
    say("This market does not exist on this network.", "Check that your wallet is on the right network."),
  NotOpenYet: ([open]) => say("Betting has not opened yet.", `It opens ${atText(open)}.`),
  BettingClosed: () => say("Betting on this market has closed.", CHOOSE_ANOTHER),
  AlreadyDecided: () => say("This market is already decided.", CHOOSE_ANOTHER),
  BadOutcome: () => say("This market has no such range.", RELOAD),
  StakeTooSmall: ([min]) => say(`The smallest bet is ${usdExact(min)}.`, "Raise the stake."),
  CapExceeded: ([left]) =>
    say(
      `You can still stake ${usdExact(left)} in this market.`,
      "That is its limit per account. Lower the stake.",
    ),
  PoolFull: ([left]) =>
    say(`This pool takes only ${usdExact(left)} more.`, "Lower the stake or choose another market."),
  WeightTooLow: () =>
    say(
      "Your bet would have counted for less than you agreed to.",
      "The network was slow. Look at the estimate again and retry.",
    ),

  // Money
  InsufficientCredit: ([have, need]) =>
    say(
      `Your Mutuel credit is ${usdExact(have)}; this needs ${usdExact(need)}.`,
      "Lower the stake, or pay from your wallet.",
    ),
  TransferFailed: () =>
    say(
      "USDC refused the transfer.",
      "Check your USDC balance and the amount you allowed. USDC may also be paused; then try later.",
    ),
  BadAmount: () => say("This amount cannot be used.", "Write another amount."),
  BadReceiver: () => say("USDC sent to this address would be lost.", "Choose another receiver."),
  BadSignature: () =>
    say("The signature does not fit this bet.", "Sign again with the account that is connected."),
  Expired: () => say("The signature has expired.", "Place the bet again and sign soon after."),
  TvlCapReached: ([cap]) =>
    say(
      "Mutuel holds as much USDC as it may for now.",
      `The limit is ${usdExact(cap)} in all. Bet from your Mutuel credit or try later.`,
    ),
  EnginePausedUntil: ([until]) =>
    say(
      "New bets are paused.",
      `They open again at the latest ${atText(until)}. Claims and withdrawals work as ever.`,
    ),
  EngineIsRetired: () =>
    say("This market's engine takes no new bets any more.", "Claims and withdrawals work as ever."),
  EngineNotOptedIn: () =>
    say(
      "Your account has not allowed bets in this kind of market.",
      "They need a one-time permission, which this page does not offer yet. Claims and withdrawals work as ever.",
    ),
  InsufficientAllocation: ([have, need]) =>
    say(
      `You set ${usdExact(have)} aside; this needs ${usdExact(need)}.`,
      "Set more aside or lower the stake.",
    ),
  NotReady: ([readyAt]) => say("This money is not free yet.", `It is ready ${atText(readyAt)}.`),

  // Limits that people set for themselves
  LimitExceeded: ([kind, left]) =>
    say(
      `Your own ${LIMITS[kind] ?? ""} limit leaves ${usdExact(left)}.`,
      "Lower the stake, or wait until the period is over.",
    ),
  AccountExcluded: ([until]) =>
    say(
      "You excluded yourself from betting.",
      `That ends ${atText(until)}. Claims and withdrawals work as ever.`,
    ),
  UnknownLimit: () => unexpected("there is no such limit"),
  NothingToConfirm: () =>
    say("No higher limit is waiting, or its 24 hours are not over.", "Come back later."),
  OnlyLater: ([until]) => say("An exclusion cannot be shortened.", `It holds until ${atText(until)}.`),

  // Claiming
  NotSettled: () =>
    say("This market is not decided yet.", "Claim once it is settled; the money waits for you."),
  NothingToClaim: () =>
    say("There is nothing to claim here.", "You may have claimed already: look at the market's activity."),

  // Deciding a market
  QuestionNotFinal: () =>
    say("The result is not final yet.", "Wait until its challenge window is over, or until it is ruled."),
  Contested: ([until]) =>
    say(
      "The sources name different winners, so this market cannot be settled yet.",
      `Anyone may contest it until ${atText(Number(until))}; from then on the reported result stands.`,
    ),
  AlreadyContested: () =>
    say("This market is contested already.", "It waits for its ruling, or refunds every stake."),
  NothingToContest: () =>
    say(
      "There is nothing to contest here.",
      "The sources agree on the winner, or a ruling has decided. Look at Rules & proof.",
    ),
  TooEarly: ([at]) => say("It is too early for this.", `Try again after ${atText(Number(at))}.`),
  TooLate: ([at]) => say("It is too late for this.", `It was possible until ${atText(Number(at))}.`),
  LockTooSmall: () => unexpected("this market's money does not cover the payout"),
  BatchTooLong: ([max]) => say(`At most ${max} at a time.`, "Select fewer."),
  PageTooLong: ([max]) => say(`At most ${max} at a time.`, RELOAD),

  // Roles: no button of this page leads here
  NotAllowed: () => unexpected("this market's rules do not allow it"),
  WrongAction: () => unexpected("the signed report asks for something else"),
  EvidenceRequired: () => unexpected("the signed report names no evidence"),
  NotAgent: () => unexpected("this wallet is not the account's agent"),
  NotEngine: () => unexpected("only an engine may do this"),
  NotEscrow: () => unexpected("only Escrow may do this"),
  EngineNotAdded: () => unexpected("the engine cannot be added"),
  PausedTooRecently: () => unexpected("the engine was paused within the last 30 days"),
  NotSelfLimits: () => unexpected("only SelfLimits may do this"),
  NotSubmitter: () => unexpected("another wallet must send this signed message"),
  OnlySelf: () => unexpected("only the engine itself may do this"),
  EngineIsUnstoppable: () => unexpected("this engine cannot be paused"),
  AlreadySealed: () => unexpected("Escrow is sealed already"),
  TemplateUnknown: () => unexpected("there is no such template"),
  TemplateInvalid: () => unexpected("the template's numbers do not fit"),
  TooManyTemplates: ([max]) => unexpected(`there are ${max} templates already`),
  MarketInvalid: ([period, index]) =>
    unexpected(`times or edges of market ${index} of period ${period} do not fit its template`),
};

const ALL = { ...SENTENCES, ...TRUST };

export function isContractError(name: string): name is ErrorName {
  return Object.hasOwn(ALL, name);
}

/** @param args as decoded by the ABI, in its order */
export function describeContractError(name: ErrorName, args: readonly unknown[]): Sentence {
  // The arguments were decoded with the same ABI that types the table.
  const sentence = ALL[name] as (args: readonly unknown[]) => Sentence;
  return sentence(args);
}
