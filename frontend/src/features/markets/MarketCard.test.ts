import { expect, test } from "vitest";
import type { MarketSummary } from "@/generated/api/types.gen";
import { resultText } from "./MarketCard";

const outcomes = [{ label: "Down" }, { label: "Up" }] as MarketSummary["outcomes"];

test.each([
  ["empty", null, "None: no bets"],
  ["void", null, "Void"],
  ["settling", null, "Awaited"],
  ["settled", 1, "Up"],
] as const)("resultText: %s, winner %s: %s", (phase, winner, text) => {
  expect(resultText({ phase, winner, outcomes })).toBe(text);
});
