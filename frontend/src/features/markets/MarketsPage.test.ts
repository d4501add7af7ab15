import { expect, test } from "vitest";
import type { MarketSummary } from "@/generated/api/types.gen";
import { shown } from "./MarketsPage";

const market = (
  marketId: string,
  phase: MarketSummary["phase"],
  close: number,
  asset: MarketSummary["asset"] = "stock",
) => ({ marketId, phase, close, asset }) as MarketSummary;
const MARKETS = [
  market("settled", "settled", 1),
  market("locked", "locked", 2),
  market("later", "open", 9, "crypto"),
  market("announced", "announced", 4),
  market("sooner", "open", 5),
];

test("shown: what can be bet on first, soonest close first; decided markets belong to the archive", () => {
  expect(shown(MARKETS, "all").map(({ marketId }) => marketId)).toEqual([
    "sooner",
    "later",
    "announced",
    "locked",
  ]);
});

test("shown: by asset", () => {
  expect(shown(MARKETS, "crypto").map(({ marketId }) => marketId)).toEqual(["later"]);
});
