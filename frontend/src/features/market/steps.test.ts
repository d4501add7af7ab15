import { expect, test } from "vitest";
import type { MarketDetail, Step, StepName } from "@/generated/api/types.gen";
import { isReported, stepsOf } from "./steps";

const step = (name: StepName, done: boolean): Step => ({ name, at: null, done });
const market = (phase: MarketDetail["phase"], ...timeline: Step[]) => ({ phase, timeline });
const names = (of: Parameters<typeof stepsOf>[0]) => stepsOf(of).map(({ name }) => name);

test.each(["void", "settled"] as const)("stepsOf: %s: leaves out what will never come", (phase) => {
  const timeline = [step("proposed", true), step("final", false), step("decided", true)];
  expect(names(market(phase, ...timeline))).toEqual(["proposed", "decided"]);
});

test("stepsOf: without bets: no result is awaited, but what was reported stands", () => {
  const ahead = [step("observed", false), step("proposed", false), step("final", false)];
  expect(names(market("empty", ...ahead))).toEqual(["observed"]);
  expect(names(market("empty", step("proposed", true), step("final", false)))).toEqual(["proposed"]);
});

test("stepsOf: a match reported before its latest end: it is over, and its result comes next", () => {
  const timeline = [
    step("closes", true),
    step("observed", false),
    step("proposed", true),
    step("final", false),
  ];
  expect(names(market("locked", ...timeline))).toEqual(["closes", "proposed", "final"]);
});

test("stepsOf: undecided: everything may still come", () => {
  const timeline = [
    step("closes", true),
    step("observed", false),
    step("proposed", false),
    step("final", false),
  ];
  expect(names(market("locked", ...timeline))).toEqual(["closes", "observed", "proposed", "final"]);
});

test("isReported: only once the answer is there", () => {
  expect(isReported({ timeline: [step("proposed", true)] })).toBe(true);
  expect(isReported({ timeline: [step("proposed", false), step("observed", true)] })).toBe(false);
});
