import { expect, test } from "vitest";
import { heldText, meaningText, nextOf, noBallot, quorumReached, votesText, wholeVotes } from "./wording";

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

const call = (contract: string, name: string | null, given: Record<string, string>) => ({
  contract,
  function: name,
  arguments: Object.entries(given).map(([key, value]) => ({ name: key, value })),
});

test.each([
  [call("Resolution", "rule", { value: "83764000000", isVoid: "False" }), "A ruling: the price was $837.64."],
  [call("Resolution", "rule", { value: "1", isVoid: "False" }), "A ruling: the second outcome won."],
  [
    call("Resolution", "rule", { value: "-5", isVoid: "False" }),
    "A ruling: -5, which is no answer to any question.",
  ],
  [
    call("Timelock", "schedule", { delay: (2n ** 256n - 1n).toString() }),
    "Has what stands below wait for ever in public.",
  ],
  [call("Resolution", "rule", { value: "0", isVoid: "True" }), "A ruling: void, every stake goes back."],
  [
    call("Timelock", "scheduleBatch", { delay: "86400" }),
    "Has what stands below wait for 24 hours in public.",
  ],
  [call("Escrow", "setTvlCap", { cap: "5000000000" }), "Escrow takes $5,000.00 of USDC in all."],
  [call("Escrow", "setTvlCap", { cap: "0" }), "Escrow takes USDC without a limit."],
  [call("Treasury", "setDailyLimit", { limit: "1500000" }), "The multisig may pay $1.50 in a day."],
  [
    call("Insurance", "setMarketCap", { cap: "25000000000" }),
    "The insurance pays $25,000.00 for one market at most.",
  ],
  [call("Treasury", "payLarge", { amount: "900000000" }), "Pays $900.00 of the house's own money."],
  [call("Treasury", "payLarge", { amount: "9…" }), null],
  [call("Escrow", "registerEngine", {}), "Admits an engine, which then touches only accounts that opted in."],
  [call("Escrow", "unheardOf", {}), null],
  [call("Resolution", null, { data: "0x" }), null],
])("meaningText: %o: %s", (one, text) => {
  expect(meaningText(one)).toBe(text);
});

const ONE = 10n ** 18n;

test.each([
  [0n, 0n, "This account holds no votes."],
  [5n * ONE, 5n * ONE, "5 votes, and all of them count."],
  [5n * ONE, 0n, "You hold 5 votes; 0 count as yours."],
])("heldText: %s held, %s counting", (held, counting, text) => {
  expect(heldText({ held, counting })).toBe(text);
});

test("wholeVotes: rounds down", () => {
  expect(wholeVotes(1_234n * ONE + ONE - 1n)).toBe("1,234");
});

test.each([
  [{ weight: ONE, voted: false }, null],
  [{ weight: ONE, voted: true }, /have voted/],
  [{ weight: 0n, voted: false }, /when this vote began/],
])("noBallot: %o", (ballot, why) => {
  const text = noBallot(ballot, { votesFrom: 1_791_921_600 });
  if (why === null) expect(text).toBeNull();
  else expect(text).toMatch(why);
});
