import type { Path, Signers, SourceHealth } from "@/generated/api/types.gen";
import { roughly, type Seconds } from "@/lib/time";
import type { Tone } from "@/ui/Chip";

export const STATES: Record<SourceHealth["state"], { label: string; tone: Tone }> = {
  answers: { label: "Answers", tone: "up" },
  fails: { label: "Fails", tone: "down" },
  rests: { label: "Left alone for a while", tone: "warn" },
};

const PATHS: Record<Path, string> = {
  proof: "A proof on chain answers; nobody signs",
  proofOrReport: "A proof on chain answers; after an hour without one, a report",
  report: "A signed report answers",
};

/** "3 minutes ago", by the chain's clock; "just now" for a clock that is a little behind. */
export function agoText(at: Seconds | null, now: Seconds | null): string {
  if (at === null) return "never";
  if (now === null) return "…";
  return now - at < 1 ? "just now" : `${roughly(now - at)} ago`;
}

export function signersText({
  path,
  reporters,
  threshold,
}: Pick<Signers, "path" | "reporters" | "threshold">): string {
  const signed = reporters.length === 0 ? "" : ` (${threshold} of ${reporters.length} signatures)`;
  return `${PATHS[path]}${signed}.`;
}
