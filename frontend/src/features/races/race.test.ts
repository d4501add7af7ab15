import { expect, test } from "vitest";
import type { PriceSeries } from "@/generated/api/types.gen";
import { gapOf, isUnderWay, raceOf, runnerOf, startOf } from "./race";

const series = (symbol: string, ...prices: [number, string][]): PriceSeries => ({
  symbol,
  source: "yahoo",
  points: prices.map(([at, price]) => ({ at, price })),
});
const AAPL = series("AAPL", [50, "190.00"], [100, "200.00"], [150, "203.00"], [200, "198.00"]);
const MSFT = series("MSFT", [90, "400.00"], [160, "402.00"], [210, "408.00"]);

test("runnerOf: the recorded price at the start is 0 %, what came before is left out", () => {
  expect(runnerOf(AAPL, 100, null)?.points).toEqual([
    { at: 100, bps: 0 },
    { at: 150, bps: 150 },
    { at: 200, bps: -100 },
  ]);
});

test("runnerOf: the official start wins over the recorded one", () => {
  expect(runnerOf(AAPL, 100, "198.00")?.bps).toBe(0);
});

test("startOf: nothing recorded at or before the start: unknown", () => {
  expect(startOf(MSFT, 80, null)).toBeNull();
  expect(startOf(series("MSFT"), 80, "400.00")).toBe(40_000_000_000n);
});

test("raceOf: both normalised to the same start, with the gap between them", () => {
  const race = raceOf([AAPL, MSFT], { startAt: 100, startValue: null, startValue2: null });
  expect(race?.map(({ symbol, bps }) => [symbol, bps])).toEqual([
    ["AAPL", -100],
    ["MSFT", 200],
  ]);
  expect(race && gapOf(race)).toEqual({ leader: "MSFT", bps: 300 });
});

test("raceOf: one of them without a start: no race yet", () => {
  expect(raceOf([AAPL, MSFT], { startAt: 60, startValue: null, startValue2: null })).toBeNull();
  expect(raceOf([AAPL], { startAt: 100, startValue: null, startValue2: null })).toBeNull();
});

test("gapOf: level: nobody leads", () => {
  const level = raceOf([AAPL, AAPL], { startAt: 100, startValue: null, startValue2: null });
  expect(level && gapOf(level)).toEqual({ leader: null, bps: 0 });
});

test("isUnderWay: only once a price since the start is known", () => {
  const market = { startAt: 210, startValue: null, startValue2: null };
  const waiting = raceOf([AAPL, MSFT], market);
  expect(waiting && isUnderWay(waiting)).toBe(false);
  const running = raceOf([AAPL, MSFT], { ...market, startAt: 160 });
  expect(running && isUnderWay(running)).toBe(true);
});
