import { expect, test } from "vitest";
import { nextOf, quorumReached, votesText } from "./wording";

test.each([
  ["pending", { label: "Vote begins in", at: 1 }],
  ["active", { label: "Vote ends in", at: 2 }],
  ["succeeded", null],
] as const)("nextOf: %s: the moment that changes it", (state, next) => {
  expect(nextOf({ state, votesFrom: 1, votesUntil: 2 })).toEqual(next);
});

test.each([
  ["5", "4", "10", 90],
  ["50", "0", "10", 100],
  ["0", "0", "0", 100],
])("quorumReached: %s for, %s abstaining of %s: %i per cent", (votesFor, votesAbstain, quorum, percent) => {
  expect(quorumReached({ votesFor, votesAbstain, quorum })).toBe(percent);
});

test("votesText: groups thousands", () => {
  expect(votesText("1234567")).toBe("1,234,567");
});
