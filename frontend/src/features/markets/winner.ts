import type { MarketSummary } from "@/generated/api/types.gen";

/** Whether an outcome won: the winner itself, and every range that was merged with it. */
export function hasWon(
  { winner, outcomes }: Pick<MarketSummary, "winner" | "outcomes">,
  outcome: number,
): boolean {
  if (winner === null) return false;
  return outcome === winner || outcomes[outcome]?.group === outcomes[winner]?.group;
}
