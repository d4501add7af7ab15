import { describe, expect, test } from "vitest";
import { ApiRefusal } from "@/errors/api";
import type { Estimate } from "@/generated/api/types.gen";
import { refusalOf, roomOf } from "./useEstimate";

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
