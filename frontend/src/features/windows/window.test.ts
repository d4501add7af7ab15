import { expect, test } from "vitest";
import { breakEvenOf, decayAt, isPrincipalFirst } from "./window";

const curve = { k0: 1, k1: 0, open: 1_000, close: 1_600, plannedClose: 1_600 };

test("decayAt: in the middle: now, after 30 s, and what is left", () => {
  expect(decayAt(curve, 1_300)).toEqual({ now: 5_000, waited: 4_500, left: 0.5 });
});

test("decayAt: each second ticks down", () => {
  const ticks = [1_160, 1_161, 1_162].map((at) => decayAt(curve, at).now);
  expect(ticks).toEqual([7_333, 7_316, 7_300]);
});

test("decayAt: the last half minute: waiting misses the close", () => {
  expect(decayAt(curve, 1_570).waited).toBeNull();
  expect(decayAt(curve, 1_569).waited).toBe(16);
});

test("decayAt: an early close is announced: weights still fall towards the planned one, waiting misses the early one", () => {
  const closesSoon = { ...curve, close: 1_320 };
  expect(decayAt(closesSoon, 1_300)).toEqual({ now: 5_000, waited: null, left: 0.5 });
  expect(decayAt(closesSoon, 1_280)).toMatchObject({ now: 5_333, waited: 4_833 });
});

test("decayAt: before the opening, and before the time is known: in full", () => {
  expect(decayAt(curve, 900)).toMatchObject({ now: 10_000, left: 1 });
  expect(decayAt(curve, null)).toMatchObject({ now: 10_000, left: 1 });
});

test("breakEvenOf: a stake in the slip: as the API says, also that it never loses", () => {
  expect(breakEvenOf("2.000000", 5_000, { breakEven: "0.4200" }, false)).toBe(4_200);
  expect(breakEvenOf("2.000000", 5_000, { breakEven: null }, false)).toBeNull();
});

test("breakEvenOf: no stake yet: from the odds of now, rounded up", () => {
  expect(breakEvenOf("1.500000", 5_000, null, false)).toBe(3_334);
  expect(breakEvenOf("0.800000", 4_000, null, false)).toBe(5_000);
  expect(breakEvenOf("1.000900", 5_000, null, false)).toBe(4_996);
  expect(breakEvenOf(null, 5_000, null, false)).toBeNull();
});

test("breakEvenOf: principal first: a correct bet never returns less than its stake", () => {
  expect(isPrincipalFirst({ kind: "matchPrincipalFirst" })).toBe(true);
  expect(breakEvenOf("0.800000", 4_000, { breakEven: "0.5000" }, true)).toBeNull();
});
