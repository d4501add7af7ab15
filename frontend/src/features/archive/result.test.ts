import { expect, test } from "vitest";
import type { MarketSummary } from "@/generated/api/types.gen";
import { isOfKind, resultText } from "./result";

const market = (change: object) =>
  ({
    kind: "updown",
    winner: 1,
    value: "101.00",
    startValue: "100.00",
    outcomes: [{ label: "Down" }, { label: "Up" }],
    ...change,
  }) as unknown as MarketSummary;

test.each([
  [market({}), "Up won: from $100.00 to $101.00"],
  [
    market({ kind: "range", outcomes: [{ label: "below $100.00" }, { label: "$100.00 or more" }] }),
    "B · $100.00 or more won at $101.00",
  ],
  [market({ kind: "race", value: "1.00", outcomes: [{ label: "ETH" }, { label: "BTC" }] }), "BTC won"],
  [
    market({ winner: null, voidReason: "tie" }),
    "Void: the end price equals the start price to the last digit",
  ],
])("resultText %#: as people say it", (one, words) => {
  expect(resultText(one)).toBe(words);
});

test("isOfKind: both ways of paying out a window are matches", () => {
  expect(isOfKind({ kind: "matchPrincipalFirst" }, "match")).toBe(true);
  expect(isOfKind({ kind: "match" }, "race")).toBe(false);
  expect(isOfKind({ kind: "race" }, "all")).toBe(true);
});
