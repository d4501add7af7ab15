import { actText } from "@/features/permissions/wording";
import type { Act, Proposal, ReadableCall } from "@/generated/api/types.gen";
import { type Micro, usdExact } from "@/lib/money";
import { priceText } from "@/lib/odds";
import { priceFrom } from "@/lib/price";
import { atText, spanExact } from "@/lib/time";
import type { Tone } from "@/ui/Chip";
import type { Ballot, Votes } from "./useVotes";

interface Words {
  label: string;
  tone: Tone;
  text: string;
}

export const PROPOSALS: Record<Proposal["state"], Words> = {
  pending: { label: "Announced", tone: "plain", text: "The vote has not begun." },
  active: { label: "Voting", tone: "accent", text: "Holders of votes decide." },
  canceled: { label: "Withdrawn", tone: "plain", text: "Its proposer withdrew it." },
  defeated: { label: "Defeated", tone: "plain", text: "Too few voted for it, or too few voted at all." },
  succeeded: { label: "Accepted", tone: "up", text: "Anyone may carry it out." },
  executed: { label: "Carried out", tone: "up", text: "What it asks for was filed or scheduled." },
};

export const ACTS: Record<Act["state"], Words> = {
  waiting: { label: "Waiting", tone: "warn", text: "It waits in public. The multisig may only cancel it." },
  ready: { label: "Ready", tone: "accent", text: "It has waited: anyone may execute it." },
  executed: { label: "Executed", tone: "up", text: "It was done." },
  cancelled: { label: "Cancelled", tone: "plain", text: "The multisig cancelled it; nothing was changed." },
};

/** The next moment at which a proposal changes by itself; null when no time changes it. */
export function nextOf(proposal: Pick<Proposal, "state" | "votesFrom" | "votesUntil">) {
  if (proposal.state === "pending") return { label: "Vote begins in", at: proposal.votesFrom };
  return proposal.state === "active" ? { label: "Vote ends in", at: proposal.votesUntil } : null;
}

/** "1,234,567": whole votes. */
export function votesText(votes: string): string {
  return votes.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** How much of the quorum has been reached, in whole per cent, at most 100. */
export function quorumReached({
  votesFor,
  votesAbstain,
  quorum,
}: Pick<Proposal, "votesFor" | "votesAbstain" | "quorum">) {
  const needed = BigInt(quorum);
  const counted = (BigInt(votesFor) + BigInt(votesAbstain)) * 100n;
  return needed === 0n ? 100 : Number(counted / needed < 100n ? counted / needed : 100n);
}

/** Whether neither the address book nor an ABI knows what the call does. */
export function isRaw({ function: name }: Pick<ReadableCall, "function">): boolean {
  return name === null;
}

/** Whether nothing is called: ether alone goes there, if any. */
export function isPayment(call: Pick<ReadableCall, "function" | "arguments">): boolean {
  return isRaw(call) && call.arguments[0]?.value === "0x";
}

export type Support = "for" | "against" | "abstain";

/** `code`: the governor's own. */
export const SUPPORT: Record<Support, { code: number; button: string; text: string }> = {
  for: { code: 1, button: "For", text: "for" },
  against: { code: 0, button: "Against", text: "against" },
  abstain: { code: 2, button: "Abstain", text: "abstaining" },
};

export const ONE_VOTE = 10n ** 18n;

/** "4,000,000": whole votes of 10^-18, rounded down. */
export function wholeVotes(votes: bigint): string {
  return votesText((votes / ONE_VOTE).toString());
}

/** What an account holds and what of it counts. */
export function heldText({ held, counting }: Pick<Votes, "held" | "counting">): string {
  if (held === 0n && counting === 0n) return "This account holds no votes.";
  if (held === counting) return `${wholeVotes(held)} votes, and all of them count.`;
  return `You hold ${wholeVotes(held)} votes; ${wholeVotes(counting)} count as yours.`;
}

/** Why the account cannot vote on this; null if it can. */
export function noBallot(
  { weight, voted }: Ballot,
  { votesFrom }: Pick<Proposal, "votesFrom">,
): string | null {
  if (voted) return "You have voted on this.";
  if (weight > 0n) return null;
  return `None of your votes counted when this vote began, ${atText(votesFrom)}.`;
}

export function ballotText({ weight }: Pick<Ballot, "weight">): string {
  return `You vote with ${wholeVotes(weight)} votes. A vote cannot be changed.`;
}

/** What a call means, in the units of people; null where there are no words for it. */
export function meaningText({ contract, function: name, arguments: given }: Meant): string | null {
  const value = (key: string) => given.find((one) => one.name === key)?.value ?? "";
  if (contract === "Timelock" && /^schedule(Batch)?$/.test(name ?? ""))
    return `Has what stands below wait ${waitText(Number(value("delay")))} in public.`;
  if (contract === "Resolution" && name === "rule")
    return `A ruling: ${value("isVoid") === "True" ? "void, every stake goes back" : ruledText(BigInt(value("value")))}.`;
  const money = MONEY[`${contract}.${name}`];
  if (money) return /^\d+$/.test(value(money.of)) ? money.says(BigInt(value(money.of))) : null;
  const act = contract && name ? actText(contract, name) : null;
  return act && `${act.charAt(0).toUpperCase()}${act.slice(1)}.`;
}

/** A delay that no number of JavaScript's holds is for ever. */
function waitText(seconds: number): string {
  return Number.isSafeInteger(seconds) ? `for ${spanExact(seconds)}` : "for ever";
}

/** Calls whose argument `of` is an amount in micro-USDC. */
const MONEY: Record<string, { of: string; says: (micro: Micro) => string }> = {
  "Escrow.setTvlCap": {
    of: "cap",
    says: (cap) =>
      cap === 0n ? "Escrow takes USDC without a limit." : `Escrow takes ${usdExact(cap)} of USDC in all.`,
  },
  "Treasury.setDailyLimit": {
    of: "limit",
    says: (limit) => `The multisig may pay ${usdExact(limit)} in a day.`,
  },
  "Insurance.setMarketCap": {
    of: "cap",
    says: (cap) => `The insurance pays ${usdExact(cap)} for one market at most.`,
  },
  "Treasury.payLarge": {
    of: "amount",
    says: (amount) => `Pays ${usdExact(amount)} of the house's own money.`,
  },
};

type Meant = Pick<ReadableCall, "contract" | "function" | "arguments">;

/** A ruling names an outcome by its number, which no price is as small as. */
function ruledText(value: bigint): string {
  if (value < 0n) return `${value}, which is no answer to any question`;
  if (value <= 1n) return value === 0n ? "the first outcome won" : "the second outcome won";
  return `the price was ${priceText(priceFrom(value))}`;
}

/** An argument as people read it; hashes stay for `Hash` to shorten. */
export function argumentText(value: string): string {
  if (value === "True") return "yes";
  return value === "False" ? "no" : value;
}
