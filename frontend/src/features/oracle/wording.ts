import type { Alarm, Path, Signers, SourceHealth } from "@/generated/api/types.gen";
import { atText, roughly, type Seconds } from "@/lib/time";
import type { Tone } from "@/ui/Chip";

export const STATES: Record<SourceHealth["state"], { label: string; tone: Tone }> = {
  answers: { label: "Answers", tone: "up" },
  fails: { label: "Fails", tone: "down" },
  rests: { label: "Left alone for a while", tone: "warn" },
  unasked: { label: "Not asked yet", tone: "plain" },
  off: { label: "Switched off", tone: "plain" },
};

/** What an alarm means for somebody who bets; operators have docs/operations.md. */
const ALARMS: Record<string, string> = {
  sourceLost: "A source does not answer",
  quorumAtRisk: "Too few sources are left to decide",
  feedStale: "A price feed stands still",
  signerSilent: "Few signers are left",
  gasLow: "The keeper's gas runs low",
  bondLow: "The keeper's money for bonds runs low",
  disputeOpened: "A result is in dispute",
  paused: "New bets are stopped",
  restated: "A source took back a settled price",
  outOfBand: "A price moved unlike its tokenised share",
};

const PATHS: Record<Path, string> = {
  proof: "A proof on chain answers; nobody signs",
  proofOrReport: "A proof on chain answers; after an hour without one, a report",
  report: "A signed report answers",
};

/** "3 minutes ago", by the chain's clock; "just now" for a clock that is a little behind, the moment itself without one. */
export function agoText(at: Seconds | null, now: Seconds | null): string {
  if (at === null) return "never";
  if (now === null) return atText(at);
  return now - at < 1 ? "just now" : `${roughly(now - at)} ago`;
}

/** "for 3 minutes": how long something has held. */
export function lastingText(since: Seconds, now: Seconds | null): string {
  if (now === null) return `since ${atText(since)}`;
  return now - since < 1 ? "just now" : `for ${roughly(now - since)}`;
}

/** When a source last answered and was last asked. */
export function askedText(
  { answeredAt, askedAt }: Pick<SourceHealth, "answeredAt" | "askedAt">,
  now: Seconds | null,
): string {
  const answered = answeredAt === null ? "No answer yet" : `Answered ${agoText(answeredAt, now)}`;
  return `${answered} · asked ${agoText(askedAt, now)}`;
}

export function alarmText(alarm: Pick<Alarm, "kind">): string {
  return ALARMS[alarm.kind] ?? alarm.kind;
}

export function signersText({
  path,
  reporters,
  threshold,
}: Pick<Signers, "path" | "reporters" | "threshold">): string {
  const signed = reporters.length === 0 ? "" : ` (${threshold} of ${reporters.length} signatures)`;
  return `${PATHS[path]}${signed}.`;
}

export function sourcesNeeded({ quorum }: Pick<Signers, "quorum">): string {
  return quorum === 1 ? "One source must have answered." : `${quorum} sources must have answered.`;
}
