import type { MarketSummary } from "@/generated/api/types.gen";
import { letterOf } from "@/lib/odds";

export type Named = Pick<MarketSummary, "kind" | "outcomes">;

/** How an outcome is called where space is short: ranges by letter, everything else by its own words. */
export function outcomeName({ kind, outcomes }: Named, outcome: number): string {
  return kind === "range" ? letterOf(outcome) : (outcomes[outcome]?.label ?? letterOf(outcome));
}

/** How an outcome is called in full: "C · $180.00 – $185.00", "Up". */
export function outcomeText(market: Named, outcome: number): string {
  const name = outcomeName(market, outcome);
  return market.kind === "range" ? `${name} · ${market.outcomes[outcome]?.label ?? ""}` : name;
}

/** "range A", "Up": as the object of a sentence. */
export function outcomePhrase(market: Named, outcome: number): string {
  const name = outcomeName(market, outcome);
  return market.kind === "range" ? `range ${name}` : name;
}
