import type { MarketSummary, PriceSeries } from "@/generated/api/types.gen";
import { changeBps, type Price, priceOf } from "@/lib/price";
import type { Seconds } from "@/lib/time";

export interface Point {
  at: Seconds;
  /** Change since the start in basis points. */
  bps: number;
}

/** One asset on its way: 0 at the start. */
export interface Runner {
  symbol: string;
  source: string | null;
  points: Point[];
  /** Where it stands. */
  bps: number;
}

/**
 * The price it all counts from: the official start once it is known, until then the last price recorded at or before
 * the start. Null before the start, and while there is no such price.
 */
export function startOf(series: PriceSeries, startAt: Seconds, official: string | null): Price | null {
  const recorded = official ?? series.points.filter(({ at }) => at <= startAt).at(-1)?.price;
  return recorded === undefined ? null : priceOf(recorded);
}

/** The series as changes since the start; what came before the start is left out. */
export function runnerOf(series: PriceSeries, startAt: Seconds, official: string | null): Runner | null {
  const start = startOf(series, startAt, official);
  if (start === null || start <= 0n) return null;
  const after = series.points.filter(({ at }) => at > startAt);
  const points = after.map(({ at, price }) => ({ at, bps: changeBps(start, priceOf(price)) }));
  const whole = [{ at: startAt, bps: 0 }, ...points];
  return { symbol: series.symbol, source: series.source, points: whole, bps: whole.at(-1)?.bps ?? 0 };
}

/** Both runners; null while one of them has not started. */
export function raceOf(
  series: readonly PriceSeries[],
  market: Pick<MarketSummary, "startAt" | "startValue" | "startValue2">,
): [Runner, Runner] | null {
  const [first, second] = series;
  if (!first || !second || market.startAt === null) return null;
  const one = runnerOf(first, market.startAt, market.startValue);
  const other = runnerOf(second, market.startAt, market.startValue2);
  return one && other ? [one, other] : null;
}

/** Whether anything is known since the start. Shares may have one price a day. */
export function isUnderWay(race: readonly [Runner, Runner]): boolean {
  return race.some(({ points }) => points.length > 1);
}

/** Who is ahead, and by how many basis points; `leader` is null when they are level. */
export function gapOf([first, second]: readonly [Runner, Runner]): { leader: string | null; bps: number } {
  const bps = first.bps - second.bps;
  return { leader: bps === 0 ? null : bps > 0 ? first.symbol : second.symbol, bps: Math.abs(bps) };
}
