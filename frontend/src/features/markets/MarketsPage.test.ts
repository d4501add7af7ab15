import { expect, test } from "vitest";
import type { MarketSummary } from "@/generated/api/types.gen";
import { ofAsset } from "./MarketsPage";

const market = (marketId: string, asset: MarketSummary["asset"]) => ({ marketId, asset }) as MarketSummary;
const MARKETS = [market("a", "stock"), market("b", "crypto"), market("c", "sport")];

test("ofAsset: none chosen: all, in the API's order", () => {
  expect(ofAsset(MARKETS, undefined)).toBe(MARKETS);
  expect(ofAsset(MARKETS, "all")).toBe(MARKETS);
});

test("ofAsset: only the chosen one", () => {
  expect(ofAsset(MARKETS, "crypto").map(({ marketId }) => marketId)).toEqual(["b"]);
});
