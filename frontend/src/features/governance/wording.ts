import type { Act, Proposal, ReadableCall } from "@/generated/api/types.gen";
import type { Tone } from "@/ui/Chip";

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
