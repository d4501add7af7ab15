import { expect, test } from "vitest";
import type { MarketDetail } from "@/generated/api/types.gen";
import { statusOf, voidText } from "./status";

const market = (over: Partial<MarketDetail>) =>
  ({
    kind: "updown",
    phase: "open",
    total: "10.000000",
    winner: null,
    value: null,
    startValue: null,
    voidReason: null,
    contested: false,
    timeline: [],
    question: { disputeReason: null },
    outcomes: [{ label: "Down" }, { label: "Up" }],
    ...over,
  }) as MarketDetail;

test("statusOf: an up/down market settled: from start to end", () => {
  const settled = market({ phase: "settled", winner: 1, value: "98250.10", startValue: "98000.00" });
  expect(statusOf(settled)).toEqual({ unusual: false, text: "Up won: from $98,000.00 to $98,250.10." });
});

test("statusOf: nobody staked: nothing to decide", () => {
  const { text } = statusOf(market({ phase: "empty" }));
  expect(text).toBe("Nobody staked: there is nothing to decide and nothing to pay.");
});

test.each([
  [{ phase: "void", voidReason: "tie" }, "Void: the end price equals the start price to the last digit."],
  [
    { phase: "void", voidReason: "cancelled", kind: "match" },
    "Void: it was called off before betting closed.",
  ],
  [{ phase: "disputed", contested: true }, "Contested: the sources name different winners."],
  [{ phase: "locked", timeline: [{ name: "halted", at: 1, done: true }] }, "Trading was halted"],
  [{ phase: "disputed", question: { disputeReason: "halt" } }, "Trading was halted"],
  [{ phase: "disputed" }, "The result is in dispute."],
] as [Partial<MarketDetail>, string][])("statusOf: %o: pointed out in plain words", (over, start) => {
  const status = statusOf(market(over));
  expect(status.unusual).toBe(true);
  expect(status.text.startsWith(start)).toBe(true);
});

test("statusOf: locked: what is awaited depends on the kind", () => {
  expect(statusOf(market({ phase: "locked", kind: "match" })).text).toContain("the match is not decided yet");
  expect(statusOf(market({ phase: "locked", kind: "race" })).text).toContain("the end prices");
});

test("statusOf: reported, and open to challenge: says what would make it final", () => {
  const question = { state: "proposed" } as MarketDetail["question"];
  expect(statusOf(market({ phase: "settling", question })).text).toMatch(/^A result is reported\./);
  const none = { state: "none" } as MarketDetail["question"];
  expect(statusOf(market({ phase: "settling", question: none })).text).toMatch(/being reported/);
});

test("voidText: a tie means another thing in each kind", () => {
  const ties = (["updown", "race", "match"] as const).map((kind) => voidText({ kind }, "tie"));
  expect(new Set(ties).size).toBe(3);
});
