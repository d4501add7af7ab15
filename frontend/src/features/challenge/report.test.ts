import { expect, test } from "vitest";
import { reportOf } from "./report";

const PROPOSER = `0x${"11".repeat(20)}`;
const NOBODY = `0x${"00".repeat(20)}`;
const CLOCK = { round: 0, domain: 0, bond: 100n, noWinner: false, proposer: PROPOSER };

test("reportOf: a report: its value, bond and deadline", () => {
  expect(reportOf([1, 18_700n], CLOCK, 900)).toEqual({
    value: 18_700n,
    domain: "price",
    round: 0,
    bond: 100n,
    against: 100n,
    until: 900,
  });
});

test("reportOf: second round: twice the bond against the reporter's one", () => {
  expect(reportOf([1, 1n], { ...CLOCK, round: 1, domain: 1 }, 900)).toMatchObject({
    domain: "outcome",
    round: 1,
    bond: 200n,
    against: 100n,
  });
});

test("reportOf: nobody won: no value", () => {
  expect(reportOf([1, 0n], { ...CLOCK, noWinner: true }, 900)?.value).toBeNull();
});

test("reportOf: network down: no deadline that could be named", () => {
  expect(reportOf([1, 1n], CLOCK, 2 ** 40 - 1)?.until).toBeNull();
});

test.each([
  ["another state", [3, 1n], CLOCK],
  ["a proof", [1, 1n], { ...CLOCK, proposer: NOBODY }],
] as const)("reportOf: %s: nothing to challenge", (_, observation, clock) => {
  expect(reportOf(observation, clock, 900)).toBeNull();
});
