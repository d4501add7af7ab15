import { outcomeName } from "@/features/markets/naming";
import type { MarketDetail, MarketKind, Outcome } from "@/generated/api/types.gen";
import { microOf, usdDown } from "@/lib/money";

/** Outcome 1 is what the question asks about: Up, or the asset that is named first. It stands on top. */
const ASKED_LAST: readonly MarketKind[] = ["updown", "race"];

/** The outcomes as they are shown, those that win together side by side. */
export function groupsOf({ kind, outcomes }: Pick<MarketDetail, "kind" | "outcomes">): Outcome[][] {
  const groups = new Map<number, Outcome[]>();
  for (const outcome of outcomes) groups.set(outcome.group, [...(groups.get(outcome.group) ?? []), outcome]);
  const inOrder = [...groups.values()];
  return ASKED_LAST.includes(kind) ? inOrder.reverse() : inOrder;
}

export function isMerged(group: readonly Outcome[]): boolean {
  return group.length > 1;
}

/** Every outcome that won: the winner, and what merged with it. */
export function winnersOf({ winner, outcomes }: Pick<MarketDetail, "winner" | "outcomes">): number[] {
  if (winner === null) return [];
  const group = outcomes[winner]?.group;
  return outcomes.filter((outcome) => outcome.group === group).map(({ index }) => index);
}

/** "Winner" on what won, "Wins with C" on what had merged with it. */
export function wonText(market: Pick<MarketDetail, "kind" | "winner" | "outcomes">, index: number): string {
  const { winner } = market;
  return winner === null || winner === index ? "Winner" : `Wins with ${outcomeName(market, winner)}`;
}

/** Why these win together. */
export function mergeText(
  market: Pick<MarketDetail, "kind" | "outcomes" | "phase" | "mergeBelow">,
  group: readonly Outcome[],
): string {
  const names = group.map(({ index }) => outcomeName(market, index));
  const all = `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  const limit = usdDown(microOf(market.mergeBelow)).replace(/\.00$/, "");
  if (market.phase === "settled")
    return `${all} won or lost together: a range below ${limit} joined its neighbour.`;
  const coming = market.phase === "open" || market.phase === "announced";
  if (coming && group.length === market.outcomes.length)
    return `If betting closed now, every stake would go back: all ranges hold less than ${limit} and join into one.`;
  if (market.phase === "void") return `${all} were merged: a range below ${limit} joins its neighbour.`;
  const when = coming ? "if betting closed now" : "at settlement";
  return `${all} win together ${when}: a range with less than ${limit} joins its neighbour.`;
}
