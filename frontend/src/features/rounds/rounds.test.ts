import { expect, test } from "vitest";
import type { MarketSummary } from "@/generated/api/types.gen";
import { carouselOf, nextChange, placeOf } from "./rounds";

const STEP = 600;

/** Round k: bets from k to k + 1 steps, observed at k + 2. */
function round(k: number, phase: MarketSummary["phase"] = "announced"): MarketSummary {
  const times = { open: k * STEP, close: (k + 1) * STEP, observeAt: (k + 2) * STEP };
  return { marketId: `${k}`, phase, total: "5.000000", ...times } as MarketSummary;
}
const shown = (rounds: ReturnType<typeof carouselOf>) =>
  rounds.map(({ place, open }) => [place, open / STEP]);

test("carouselOf: newest first from the API: in the order of time, each in its place by chain time", () => {
  const markets = [round(12), round(11), round(10), round(9), round(8, "settled")];
  expect(shown(carouselOf(markets, 10 * STEP + 5)).slice(0, 5)).toEqual([
    ["past", 8],
    ["live", 9],
    ["next", 10],
    ["later", 11],
    ["later", 12],
  ]);
});

test("placeOf: nobody staked: live until its end, past afterwards", () => {
  const empty = { ...round(9), total: "0.000000" };
  expect(placeOf(empty, 10 * STEP + 5)).toBe("live");
  expect(placeOf(empty, 11 * STEP)).toBe("past");
});

test("carouselOf: few rounds ahead: the next ones of the grid are expected", () => {
  expect(shown(carouselOf([round(10), round(9)], 10 * STEP + 5))).toEqual([
    ["live", 9],
    ["next", 10],
    ["expected", 11],
    ["expected", 12],
    ["expected", 13],
    ["expected", 14],
  ]);
});

test("carouselOf: after an outage: expected rounds lie ahead of now, on the grid", () => {
  const rounds = carouselOf([round(2, "settled"), round(1, "settled")], 10 * STEP + 5);
  expect(shown(rounds).filter(([place]) => place === "expected")[0]).toEqual(["expected", 11]);
});

test("carouselOf: rounds with gaps, such as trading days: nothing is foretold", () => {
  const days = [round(10), round(5, "settled")];
  expect(carouselOf(days, 10 * STEP + 5).some(({ place }) => place === "expected")).toBe(false);
});

test("carouselOf: many past and many ahead: the nearest of each", () => {
  const markets = Array.from({ length: 100 }, (_, k) => round(k, k < 50 ? "settled" : "announced"));
  const rounds = carouselOf(markets, 51 * STEP + 5);
  expect(shown(rounds)[0]).toEqual(["past", 38]);
  expect(shown(rounds).at(-1)).toEqual(["later", 55]);
  expect(rounds).toHaveLength(12 + 2 + 4);
});

test("nextChange: the nearest moment ahead", () => {
  const rounds = carouselOf([round(10), round(9)], 10 * STEP + 5);
  expect(nextChange(rounds, 10 * STEP + 5)).toBe(11 * STEP);
  expect(nextChange(rounds, null)).toBeNull();
});
