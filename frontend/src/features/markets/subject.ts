import type { MarketSummary } from "@/generated/api/types.gen";
import { atText, shortText, spanText } from "@/lib/time";

const ASSETS: Record<MarketSummary["asset"], string> = {
  stock: "Stocks",
  crypto: "Crypto",
  sport: "Sport",
  other: "Other",
};
const KINDS: Record<MarketSummary["kind"], string> = {
  range: "Price range",
  updown: "Up or down",
  race: "Race",
  match: "Match window",
  matchPrincipalFirst: "Match window",
};

export function kindText({ kind, asset }: Pick<MarketSummary, "kind" | "asset">): string {
  return kind === "range" || kind === "updown" || kind === "race"
    ? `${KINDS[kind]} · ${ASSETS[asset]}`
    : KINDS[kind];
}

type Subject = Pick<MarketSummary, "kind" | "symbol" | "symbol2" | "startAt" | "observeAt" | "match">;

/** What is observed, and when: "AAPL on Fri, Nov 27, 16:00 EST", "BTC, Fri, Nov 27, 15:30 – 15:40 EST". */
export function subjectText({ kind, symbol, symbol2, startAt, observeAt, match }: Subject): string {
  if (match) return `${match.label} · match of ${shortText(match.start)}`;
  if (kind === "range" || startAt === null) return `${symbol} on ${atText(observeAt)}`;
  const what = kind === "race" && symbol2 ? `${symbol} against ${symbol2}` : symbol;
  return `${what}, ${spanText(startAt, observeAt)}`;
}
