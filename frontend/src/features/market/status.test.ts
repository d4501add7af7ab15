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
    questions: [],
    outcomes: [{ label: "Down" }, { label: "Up" }],
    ...over,
  }) as MarketDetail;

const HALTED = { name: "halted", at: 1, done: true };
const FLAGGED = { state: "disputed", disputeReason: "halt" };

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
  [{ phase: "disputed" }, "The result is in dispute."],
] as [Partial<MarketDetail>, string][])("statusOf: %o: pointed out in plain words", (over, start) => {
  const status = statusOf(market(over));
  expect(status.unusual).toBe(true);
  expect(status.text.startsWith(start)).toBe(true);
});

test.each([
  [
    "market-wide: betting ended for it",
    { phase: "locked", timeline: [HALTED] },
    "Trading was halted on the whole exchange, so betting ended at once; bets made before stand. " +
      "The official close decides, or a ruling if trading was still halted then.",
  ],
  [
    "at the close: betting had ended by itself",
    { phase: "disputed", questions: [FLAGGED] },
    "Trading was halted at the close; betting had ended as planned. " +
      "A ruling decides, or every stake goes back in full.",
  ],
  [
    "market-wide and still at the close",
    { phase: "disputed", timeline: [HALTED], questions: [FLAGGED] },
    "Trading was halted on the whole exchange, so betting ended at once; trading was still halted at the close. " +
      "A ruling decides, or every stake goes back in full.",
  ],
  [
    "market-wide, in a dispute about something else",
    { phase: "disputed", timeline: [HALTED], questions: [{ state: "disputed", disputeReason: "spread" }] },
    "The result is in dispute. It ends with a ruling, or with every stake back in full.",
  ],
  [
    "of a match there is none: its reporters ask for a ruling",
    { phase: "disputed", kind: "match", questions: [FLAGGED] },
    "In dispute: the match was awarded, or its sources disagree on whether anybody won. " +
      "A ruling decides, or every stake goes back in full.",
  ],
] as [string, Partial<MarketDetail>, string][])("statusOf: halt %s", (_, over, text) => {
  expect(statusOf(market(over))).toEqual({ unusual: true, text });
});

test("statusOf: locked: what is awaited depends on the kind", () => {
  expect(statusOf(market({ phase: "locked", kind: "match" })).text).toContain("the match is not decided yet");
  expect(statusOf(market({ phase: "locked", kind: "race" })).text).toContain("the end prices");
});

test("statusOf: reported, and open to challenge: says what would make it final", () => {
  const question = { state: "proposed" } as MarketDetail["question"];
  for (const phase of ["settling", "locked"] as const)
    expect(statusOf(market({ phase, question })).text).toMatch(/^A result is reported\./);
  const none = { state: "none" } as MarketDetail["question"];
  expect(statusOf(market({ phase: "settling", question: none })).text).toMatch(/being reported/);
});

test("voidText: a tie means another thing in each kind", () => {
  const ties = (["updown", "race", "match"] as const).map((kind) => voidText({ kind }, "tie"));
  expect(new Set(ties).size).toBe(3);
});
