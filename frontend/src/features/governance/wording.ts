import type { Act, Proposal, ReadableCall } from "@/generated/api/types.gen";
import { priceText } from "@/lib/odds";
import { priceFrom } from "@/lib/price";
import { atText, roughly } from "@/lib/time";
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
  defeated: { label: "Defeated", tone: "plain", text: "Too few votes for it, or in all." },
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

export type Support = "for" | "against" | "abstain";

/** `code`: the governor's own. */
export const SUPPORT: Record<Support, { code: number; button: string; text: string }> = {
  for: { code: 1, button: "For", text: "for" },
  against: { code: 0, button: "Against", text: "against" },
  abstain: { code: 2, button: "Abstain", text: "abstaining" },
};

const ONE_VOTE = 10n ** 18n;

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

/** What a call means, where its arguments alone do not say it to everybody; null elsewhere. */
export function meaningText({ contract, function: name, arguments: given }: Meant): string | null {
  const value = (key: string) => given.find((one) => one.name === key)?.value ?? "";
  if (contract === "Timelock" && /^schedule(Batch)?$/.test(name ?? ""))
    return `Has what stands below wait for ${roughly(Number(value("delay")))} in public.`;
  if (contract !== "Resolution" || name !== "rule") return null;
  if (value("isVoid") === "True") return "A ruling: void, every stake goes back.";
  return `A ruling: ${ruledText(BigInt(value("value")))}.`;
}

type Meant = Pick<ReadableCall, "contract" | "function" | "arguments">;

/** A ruling names an outcome by its number, which no price is as small as. */
function ruledText(value: bigint): string {
  if (value <= 1n) return value === 0n ? "the first outcome won" : "the second outcome won";
  return `the price was ${priceText(priceFrom(value))}`;
}

/** An argument as people read it; hashes stay for `Hash` to shorten. */
export function argumentText(value: string): string {
  if (value === "True") return "yes";
  return value === "False" ? "no" : value;
}

export function isHash(value: string): boolean {
  return /^0x[0-9a-f]{64}$/.test(value);
}
