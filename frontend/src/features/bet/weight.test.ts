import { describe, expect, test } from "vitest";
import type { Estimate } from "@/generated/api/types.gen";
import { minWeightOf } from "./weight";

const LATE = {
  minWeight: "7312",
  multiplier: "0.7312",
  breakEven: null as string | null,
  ifYouWait: { seconds: 30, now: "9.000000", multiplier: "0.6812" },
} as Estimate;

describe("minWeightOf", () => {
  test("a flat pool: the whole weight at any time", () => {
    expect(minWeightOf(LATE, false, false)).toBe(7312n);
  });

  test("late bets count for less: what the bet would weigh after the announced wait", () => {
    expect(minWeightOf(LATE, true, false)).toBe(6812n);
  });

  test("break-even comes sooner than that: never below it", () => {
    expect(minWeightOf({ ...LATE, breakEven: "0.7000" }, true, false)).toBe(7000n);
  });

  test("break-even lies further down: the wait bounds it", () => {
    expect(minWeightOf({ ...LATE, breakEven: "0.5000" }, true, false)).toBe(6812n);
  });

  test("less is allowed: break-even does not matter", () => {
    expect(minWeightOf({ ...LATE, breakEven: "0.7000" }, true, true)).toBe(6812n);
  });

  test("betting ends before the wait is over: only break-even guards", () => {
    expect(minWeightOf({ ...LATE, ifYouWait: null, breakEven: "0.7000" }, true, false)).toBe(7000n);
    expect(minWeightOf({ ...LATE, ifYouWait: null }, true, false)).toBe(0n);
  });

  test("weights beyond 2^53: exact, and break-even rounds up", () => {
    const heavy = { ...LATE, minWeight: "123456789012345678901", breakEven: "0.7311" };
    const expected = (123456789012345678901n * 7311n + 7311n) / 7312n;
    expect(minWeightOf(heavy, true, false)).toBe(expected);
  });
});
