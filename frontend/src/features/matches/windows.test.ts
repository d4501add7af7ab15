import { expect, test } from "vitest";
import type { MarketSummary, Position } from "@/generated/api/types.gen";
import { currentOf, ownOf, seriesOf } from "./windows";

const TITLES: Record<string, string> = {
  "CRICKET-WINNER": "India – Australia: winner of the match",
  "CRICKET-WINNER-SAFE": "India – Australia: winner of the match, stake back first",
  "CRICKET-OVERS": "More runs in the same overs",
};
const window = (template: string, place: number, phase: MarketSummary["phase"] = "announced") =>
  ({
    marketId: `${template}:${place}`,
    template,
    title: TITLES[template],
    phase,
    kind: template.endsWith("SAFE") ? "matchPrincipalFirst" : "match",
    match: { window: place },
    outcomes: [{ label: "India" }, { label: "Australia" }],
  }) as MarketSummary;

test("seriesOf: one series per way to bet, its windows in the order of their places", () => {
  const series = seriesOf([
    window("CRICKET-WINNER", 2),
    window("CRICKET-WINNER", 0),
    window("CRICKET-WINNER-SAFE", 0),
    window("CRICKET-OVERS", 1),
  ]);
  expect(series.map(({ name }) => name)).toEqual([
    "Winner of the match",
    "Winner of the match, stake back first",
    "More runs in the same overs",
  ]);
  expect(series[0]?.windows.map(({ match }) => match?.window)).toEqual([0, 2]);
});

test("currentOf: the open window, else the next to open, else none", () => {
  const over = window("W", 0, "settled");
  const next = window("W", 2);
  expect(currentOf([over, window("W", 1, "open"), next])?.match?.window).toBe(1);
  expect(currentOf([over, next])?.match?.window).toBe(2);
  expect(currentOf([over])).toBeUndefined();
  expect(currentOf([])).toBeUndefined();
});

const position = (phase: MarketSummary["phase"], payout: string | null): Position => ({
  market: window("W", 0, phase),
  stakes: [{ outcome: 1, stake: "25.000000", pays: null, bets: 1 }],
  staked: "25.000000",
  payout,
  claimed: "0.000000",
  claimable: payout ?? "0.000000",
});

test.each([
  [position("locked", null), { text: "You: $25.00 on Australia", good: false }],
  [position("settled", "41.200000"), { text: "You won $41.20", good: true }],
  [position("settled", "0.000000"), { text: "You lost $25.00", good: false }],
  [position("void", "25.000000"), { text: "Refund $25.00", good: false }],
  [undefined, null],
])("ownOf: what became of a stake", (held, own) => {
  expect(ownOf(held)).toEqual(own);
});
