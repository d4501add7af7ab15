import { expect, test } from "vitest";
import type { MatchSummary } from "@/generated/api/types.gen";
import { inOrder, modeText } from "./match";

const match = (number: number, phase: MatchSummary["phase"], start: number) =>
  ({ number, phase, start }) as MatchSummary;

test("inOrder: live, then the soonest, then the latest that is over", () => {
  const matches = [
    match(1, "over", 10),
    match(2, "upcoming", 90),
    match(3, "live", 50),
    match(4, "over", 20),
    match(5, "upcoming", 60),
  ];
  expect(inOrder(matches).map(({ number }) => number)).toEqual([3, 5, 2, 4, 1]);
});

test("modeText: by time or by overs", () => {
  expect(modeText({ mode: "time", planned: 12, windowSeconds: 600 })).toBe("12 windows of 10 minutes");
  expect(modeText({ mode: "overs", planned: 20, windowSeconds: 900 })).toBe("20 windows by overs");
});
