import { isDecided } from "@/features/markets/phase";
import type { MarketDetail, Step } from "@/generated/api/types.gen";

type Told = Pick<MarketDetail, "phase" | "timeline">;

/** Whether every question of the market has its answer, final or not; a match may have it before its latest end. */
export function isReported({ timeline }: Pick<MarketDetail, "timeline">): boolean {
  return timeline.some(({ name, done }) => name === "proposed" && done);
}

/** The steps that were made or may still come. */
export function stepsOf(market: Told): Step[] {
  const reported = isReported(market);
  return market.timeline.filter((step) => step.done || !isMoot(step, market.phase, reported));
}

/** A decided market awaits nothing more, one without bets no result, and a reported one no latest end of its match. */
function isMoot({ name }: Step, phase: MarketDetail["phase"], reported: boolean): boolean {
  if (isDecided(phase)) return true;
  if (name === "observed") return reported;
  return phase === "empty" && (name === "proposed" || name === "final");
}
