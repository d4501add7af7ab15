import { expect, test } from "vitest";
import type { MarketSummary, MatchOfMarket } from "@/generated/api/types.gen";
import { nextMoment } from "./phase";

const market = (over: Partial<MarketSummary>) =>
  ({ match: null, phase: "locked", open: 1, close: 2, observeAt: 3, ...over }) as MarketSummary;

test.each([
  [{ phase: "announced" }, { label: "Betting opens in", at: 1 }],
  [{ phase: "open" }, { label: "Betting closes in", at: 2 }],
  [{}, { label: "Price observed in", at: 3 }],
  [{ match: {} as MatchOfMarket }, { label: "Match over in at most", at: 3 }],
  [{ phase: "settled" }, null],
] as const)("nextMoment: %o: what its clock counts towards", (over, next) => {
  expect(nextMoment(market(over))).toEqual(next);
});
