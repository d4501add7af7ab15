import type { MatchPhase, MatchSummary } from "@/generated/api/types.gen";
import { roughly } from "@/lib/time";
import type { Tone } from "@/ui/Chip";

export const MATCH_STATES: Record<MatchPhase, { word: string; tone: Tone }> = {
  upcoming: { word: "Upcoming", tone: "plain" },
  live: { word: "Live", tone: "warn" },
  over: { word: "Over", tone: "up" },
};

const FIRST: Record<MatchPhase, number> = { live: 0, upcoming: 1, over: 2 };

/** "12 windows of 10 minutes", "20 windows by overs". */
export function modeText({
  mode,
  planned,
  windowSeconds,
}: Pick<MatchSummary, "mode" | "planned" | "windowSeconds">): string {
  const length = mode === "overs" ? "by overs" : `of ${roughly(windowSeconds)}`;
  return `${planned} windows ${length}`;
}

/** What is played comes first, then what starts soonest, then what was over last. */
export function inOrder<M extends Pick<MatchSummary, "phase" | "start">>(matches: readonly M[]): M[] {
  return matches.toSorted(
    (a, b) => FIRST[a.phase] - FIRST[b.phase] || (a.phase === "over" ? b.start - a.start : a.start - b.start),
  );
}
