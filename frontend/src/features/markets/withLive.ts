import type { MarketSummary, Phase } from "@/generated/api/types.gen";
import { microOf } from "@/lib/money";
import type { Seconds } from "@/lib/time";
import type { MarketUpdate } from "@/live/protocol";

/** The market with the stream's latest pools and state laid over what HTTP said. */
export function withLive<M extends MarketSummary>(
  market: M,
  update: MarketUpdate | undefined,
  now: Seconds | null,
): M {
  const pools = new Map(update?.pools.map((pool) => [pool.index, pool]));
  const total = update?.total ?? market.total;
  const close = update?.close ?? market.close;
  return {
    ...market,
    total,
    close,
    startValue: update?.startValue ?? market.startValue,
    startValue2: update?.startValue2 ?? market.startValue2,
    bets: update?.bets ?? market.bets,
    winner: update?.winner ?? market.winner,
    outcomes: market.outcomes.map((outcome) => ({ ...outcome, ...pools.get(outcome.index) })),
    phase: phaseOf(update) ?? phaseAt({ ...market, total, close }, now),
  };
}

/** What the stream says that no clock can tell; null while the market is open. */
function phaseOf(update: MarketUpdate | undefined): Phase | null {
  if (!update || update.state === "open") return null;
  return update.state === "contested" ? "disputed" : update.state;
}

/** The API's phase carried on by the clock: betting ends on the page in the second in which it ends on chain. */
export function phaseAt(
  market: Pick<MarketSummary, "phase" | "open" | "close" | "observeAt" | "total">,
  now: Seconds | null,
): Phase {
  const waiting = market.phase === "announced" || market.phase === "open" || market.phase === "locked";
  if (now === null || !waiting) return market.phase;
  if (now >= market.close && microOf(market.total) === 0n) return "empty";
  if (now >= market.observeAt) return "settling";
  if (now >= market.close) return "locked";
  return now >= market.open ? "open" : "announced";
}
