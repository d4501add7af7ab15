import { describe, expect, test } from "vitest";
import { ApiRefusal } from "@/errors/api";
import type { Estimate, MarketDetail } from "@/generated/api/types.gen";
import { parseAmount } from "@/lib/money";
import { faultOf, type Leg, refusalOf, roomOf } from "./legs";

const full = new ApiRefusal({
  code: "poolFull",
  message: "The pool has a maximum.",
  details: { youCanStillStake: "0.400000", why: "poolMaximum" },
});
const closed = new ApiRefusal({
  code: "bettingClosed",
  message: "Betting has closed.",
  details: { closedAt: 5 },
});

describe("roomOf", () => {
  test("from an estimate", () => {
    const estimate = { youCanStillStake: "75.000000", why: "floor" } as Estimate;
    expect(roomOf(estimate, null)).toEqual({ left: 75_000_000n, why: "floor" });
  });

  test("from a refusal that says what is left, before an older estimate", () => {
    const older = { youCanStillStake: "75.000000", why: "floor" } as Estimate;
    expect(roomOf(older, full)).toEqual({ left: 400_000n, why: "poolMaximum" });
  });

  test("from a refusal for another reason: unknown", () => {
    expect(roomOf(undefined, closed)).toBeNull();
  });

  test("nothing asked yet: unknown", () => {
    expect(roomOf(undefined, null)).toBeNull();
  });
});

describe("refusalOf", () => {
  const room = { left: 75_000_000n, why: "accountMaximum" } as const;

  test("more than is left: says how much and why, without asking the API", () => {
    expect(refusalOf(75_000_001n, room, null)).toBe(
      "You can still stake $75.00, because of the limit per account in this market.",
    );
  });

  test("exactly what is left: accepted", () => {
    expect(refusalOf(75_000_000n, room, null)).toBeNull();
  });

  test("refused by the API: its own words", () => {
    expect(refusalOf(1_000_000n, null, closed)).toBe("Betting has closed.");
  });

  test("the API is silent: no refusal is invented", () => {
    expect(refusalOf(1_000_000n, null, new Error("offline"))).toBeNull();
  });
});

describe("faultOf", () => {
  const LEG: Leg = {
    selection: { marketId: "7", outcome: 1, text: "25" },
    market: { phase: "open" } as MarketDetail,
    typed: parseAmount("25"),
    estimate: { now: "20.000000", amount: "25.000000", losing: true } as Estimate,
    room: null,
    refusal: null,
  };
  const ONE = 1_000_000n;

  test("a win would return less than the stake: refused by default, and says how much", () => {
    expect(faultOf(LEG, ONE, false)).toBe("Even if it wins, this bet returns about $20.00 of its $25.00.");
  });

  test("a win would return less, and the person allows it: no fault", () => {
    expect(faultOf(LEG, ONE, true)).toBeNull();
  });

  test.each([
    ["announced", "Betting has not opened yet."],
    ["locked", "Betting on this market has closed. Remove it from the slip."],
    ["settled", "Betting on this market has closed. Remove it from the slip."],
  ] as const)("market %s: named before anything else", (phase, words) => {
    expect(faultOf({ ...LEG, market: { phase } as MarketDetail, refusal: "x" }, ONE, false)).toBe(words);
  });

  test("refused by the rules: before the estimate", () => {
    expect(faultOf({ ...LEG, refusal: "The pool is full." }, ONE, false)).toBe("The pool is full.");
  });
});
