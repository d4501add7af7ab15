import { expect, test } from "vitest";
import type { Call } from "@/chain/transact";
import type { PublicConfig } from "@/generated/api/types.gen";
import { dueOf, stepsOf } from "./wayOut";

const ENGINE = `0x${"11".repeat(20)}`;
const RESOLUTION = `0x${"22".repeat(20)}`;
const config = { contracts: { ParimutuelEngine: ENGINE, Resolution: RESOLUTION } } as unknown as PublicConfig;
const ASKED = { sourceId: 2, observeAt: 500, subject: `0x${"00".repeat(32)}`, state: "proposed" } as const;
const ids = [`0x${"aa".repeat(32)}`, `0x${"bb".repeat(32)}`];
const steps = stepsOf(config, {
  marketId: "7",
  questions: ids.map((questionId) => ({ ...ASKED, questionId })),
});

/** A chain on which one call alone would succeed, and what it was asked. */
function chain(only?: Call) {
  const asked: Call[] = [];
  const wouldSucceed = async (call: Call) => asked.push(call) > 0 && call === only;
  return { asked, wouldSucceed };
}

test("stepsOf: two questions: pays first, refunds last", () => {
  expect(steps.map(({ call }) => [call.address, call.functionName, call.args])).toEqual([
    [ENGINE, "settle", [7n]],
    [RESOLUTION, "finalise", [ids[0]]],
    [RESOLUTION, "finalise", [ids[1]]],
    [ENGINE, "contest", [7n]],
    [ENGINE, "voidExpired", [7n]],
  ]);
});

test.each([
  ["the second question can be made final", 2],
  ["nothing but a refund is left", 4],
])("dueOf: %s: offers that after asking for what comes before", async (_, index) => {
  const { asked, wouldSucceed } = chain(steps[index]?.call);
  expect(await dueOf(steps, wouldSucceed)).toBe(steps[index]);
  expect(asked).toEqual(steps.slice(0, index + 1).map(({ call }) => call));
});

test("dueOf: nothing would succeed: offers nothing", async () => {
  expect(await dueOf(steps, chain().wouldSucceed)).toBeNull();
});
