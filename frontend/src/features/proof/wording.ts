import { voidText } from "@/features/market/status";
import { type Named, outcomePhrase } from "@/features/markets/naming";
import type { MarketKind, VoidReasonName } from "@/generated/api/types.gen";
import { priceText } from "@/lib/odds";
import { priceFrom } from "@/lib/price";
import { Kind, VoidReason } from "./referee";

/** By the number on chain. */
const KINDS: readonly MarketKind[] = ["range", "updown", "race", "match", "matchPrincipalFirst"];
const REASONS = new Map<number, VoidReasonName>(
  Object.entries(VoidReason).map(([name, number]) => [number, name as VoidReasonName]),
);

export type Labels = Named["outcomes"];

/** What a question was answered with: a price, or the side of a match. */
export function valueText(kind: number, value: bigint): string {
  if (kind < Kind.match) return priceText(priceFrom(value));
  return value === 0n ? "the first side" : "the second side";
}

/** The outcome as the page calls it: "range C", "Up". */
export function winnerText(kind: number, winner: number, labels: Labels): string {
  return outcomePhrase({ kind: KINDS[kind] ?? "range", outcomes: labels }, winner);
}

/** "void (the result was a tie)". */
export function voidedText(kind: number, reason: number | undefined): string {
  const name = REASONS.get(reason ?? 0);
  return name
    ? `void (${voidText({ kind: KINDS[kind] ?? "range" }, name)})`
    : "void, and it does not say why";
}
