import { voidText } from "@/features/market/status";
import { outcomeText } from "@/features/markets/naming";
import type { KINDS } from "@/features/markets/search";
import type { MarketKind, MarketSummary } from "@/generated/api/types.gen";
import { priceText } from "@/lib/odds";

export type Kind = keyof typeof KINDS;

const GROUPS: Record<MarketKind, Exclude<Kind, "all">> = {
  range: "range",
  updown: "updown",
  race: "race",
  match: "match",
  matchPrincipalFirst: "match",
};

export function isOfKind(market: Pick<MarketSummary, "kind">, kind: Kind): boolean {
  return kind === "all" || GROUPS[market.kind] === kind;
}

/** How a market ended, in a line. */
export function resultText(market: MarketSummary): string {
  if (market.winner === null)
    return market.voidReason ? `Void: ${voidText(market, market.voidReason)}` : "Void";
  const won = `${outcomeText(market, market.winner)} won`;
  if (market.kind === "updown" && market.startValue && market.value)
    return `${won}: from ${priceText(market.startValue)} to ${priceText(market.value)}`;
  return market.kind === "range" && market.value ? `${won} at ${priceText(market.value)}` : won;
}
