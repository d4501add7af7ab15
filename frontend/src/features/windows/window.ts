import type { Estimate, MarketSummary } from "@/generated/api/types.gen";
import { type Curve, FULL, type Multiplier, multiplierAt, multiplierOf } from "@/lib/multiplier";
import type { Seconds } from "@/lib/time";

export const WAIT: Seconds = 30;

/** What a stake weighs now, and a little later. */
export interface Decay {
  now: Multiplier;
  /** After `WAIT` more seconds; null when betting will be over by then. */
  waited: Multiplier | null;
  /** Part of the betting time that is left, 0 to 1. */
  left: number;
}

/** A market's curve, and when betting really ends: at the planned close, or before it. */
type Betting = Curve & Pick<MarketSummary, "close">;

/** The curve of a market at a moment; before the opening and while the time is unknown, in full. */
export function decayAt(market: Betting, now: Seconds | null): Decay {
  const { open, close, plannedClose } = market;
  const at = now === null ? open : Math.max(open, now);
  const waited = at + WAIT < close ? multiplierAt(market, at + WAIT) : null;
  const left = Math.min(1, Math.max(0, (plannedClose - at) / (plannedClose - open)));
  return { now: multiplierAt(market, at), waited, left };
}

/**
 * The multiplier below which a correct bet returns less than its stake. For the stake in the slip the API says it;
 * else, for a bet too small to move the pool, it follows from the odds shown, which are what one unit returns at the
 * multiplier of now. Rounded up, so that what it calls breaking even is never a loss. Null: unknown, or never.
 */
export function breakEvenOf(
  odds: string | null,
  now: Multiplier,
  estimate: Pick<Estimate, "breakEven"> | null,
  principalFirst: boolean,
): Multiplier | null {
  if (principalFirst) return null;
  if (estimate) return estimate.breakEven === null ? null : multiplierOf(estimate.breakEven);
  const returns = odds === null ? 0 : multiplierOf(odds);
  return returns === 0 ? null : Math.ceil((now * FULL) / returns);
}

export function isPrincipalFirst({ kind }: Pick<MarketSummary, "kind">): boolean {
  return kind === "matchPrincipalFirst";
}
