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

const GWEI = 10n ** 9n;

/** "3 minutes ago", by the chain's clock; "just now" for a clock that is a little behind, the moment itself without one. */
export function agoText(at: Seconds | null, now: Seconds | null): string {
  if (at === null) return "never";
  if (now === null) return atText(at);
  return now - at < 1 ? "just now" : `${roughly(now - at)} ago`;
}

export function alarmText(alarm: Pick<Alarm, "kind">): string {
  return ALARMS[alarm.kind] ?? alarm.kind;
}

/** "0.004999999 ETH": nine decimals, rounded down. */
export function etherText(wei: string): string {
  const gwei = BigInt(wei) / GWEI;
  const decimals = (gwei % GWEI).toString().padStart(9, "0").replace(/0+$/, "").padEnd(2, "0");
  return `${gwei / GWEI}.${decimals} ETH`;
}

export function signersText({
  path,
  reporters,
  threshold,
}: Pick<Signers, "path" | "reporters" | "threshold">): string {
  const signed = reporters.length === 0 ? "" : ` (${threshold} of ${reporters.length} signatures)`;
  return `${PATHS[path]}${signed}.`;
}
