import { expect, test } from "vitest";
import type { MarketDetail, Outcome } from "@/generated/api/types.gen";
import { groupsOf, mergeText, winnersOf, wonText } from "./groups";

const outcomes = [0, 0, 2, 3, 3].map(
  (group, index) => ({ index, group, label: `range ${index}` }) as Outcome,
);
const market = (phase: MarketDetail["phase"], winner: number | null = null) =>
  ({ kind: "range", phase, winner, outcomes, mergeBelow: "100.000000" }) as MarketDetail;

test("groupsOf: those that win together side by side, in order", () => {
  const groups = groupsOf({ kind: "range", outcomes });
  expect(groups.map((group) => group.map(({ index }) => index))).toEqual([[0, 1], [2], [3, 4]]);
});

test("groupsOf: up/down and races: what is asked about stands on top", () => {
  const sides = [0, 1].map((index) => ({ index, group: index }) as Outcome);
  const order = (kind: MarketDetail["kind"]) => groupsOf({ kind, outcomes: sides }).flat();
  expect(order("updown").map(({ index }) => index)).toEqual([1, 0]);
  expect(order("match").map(({ index }) => index)).toEqual([0, 1]);
});

test("winnersOf: the winner and what merged with it; nobody while undecided", () => {
  expect(winnersOf(market("settled", 4))).toEqual([3, 4]);
  expect(winnersOf(market("settled", 2))).toEqual([2]);
  expect(winnersOf(market("open"))).toEqual([]);
});

test("wonText: the range that holds the price, and its companion", () => {
  expect(wonText(market("settled", 4), 4)).toBe("Winner");
  expect(wonText(market("settled", 4), 3)).toBe("Wins with E");
});

test("mergeText: every range so thin that nothing could be won: says that stakes would go back", () => {
  expect(mergeText(market("open"), outcomes)).toBe(
    "If betting closed now, every stake would go back: all ranges hold less than $100 and join into one.",
  );
});

test.each([
  ["open", "A and B win together if betting closed now: a range with less than $100 joins its neighbour."],
  ["locked", "A and B win together at settlement: a range with less than $100 joins its neighbour."],
  ["settled", "A and B won or lost together: a range below $100 joined its neighbour."],
] as const)("mergeText: %s", (phase, text) => {
  expect(mergeText(market(phase), outcomes.slice(0, 2))).toBe(text);
});
