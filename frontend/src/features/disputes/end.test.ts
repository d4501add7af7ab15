import { expect, test } from "vitest";
import type { AskedQuestion } from "@/generated/api/types.gen";
import { isOpen } from "./acts";
import { callOf } from "./end";

const RESOLUTION = `0x${"22".repeat(20)}` as const;
const ID = `0x${"ab".repeat(32)}`;
const SUBJECT = `0x${"00".repeat(31)}07`;
const asked = (change: Partial<AskedQuestion>) =>
  ({
    questionId: ID,
    sourceId: 3,
    observeAt: 500,
    subject: SUBJECT,
    state: "challenged",
    ...change,
  }) as AskedQuestion;

test.each([
  ["finalise", {}, "finalise", [ID]],
  ["escalate", {}, "escalate", [3, 500, SUBJECT]],
  ["voidExpired", { state: "disputed" }, "voidUnruled", [ID]],
  ["voidExpired", { sourceId: null, state: "disputed" }, "voidUnruled", [ID]],
  ["voidExpired", {}, "voidExpired", [3, 500, SUBJECT]],
] as const)("callOf: %s of %o: calls %s", (move, change, functionName, args) => {
  expect(callOf(RESOLUTION, move, asked(change))).toMatchObject({ address: RESOLUTION, functionName, args });
});

test("isOpen: only what anybody may do without a bond or a role", () => {
  const moves = [
    "challenge",
    "propose",
    "escalate",
    "rule",
    "fallbackRule",
    "veto",
    "finalise",
    "voidExpired",
  ];
  expect(moves.filter((move) => isOpen(move as never))).toEqual(["escalate", "finalise", "voidExpired"]);
});
