import { expect, test } from "vitest";
import { poolText } from "./Pools";

test("poolText: what a bet would return is said only while bets are taken", () => {
  const pool = { stake: "47.900000", share: 4_790, odds: "1.141000" };
  expect(poolText(pool, true)).toBe("47.9% · 1.14× if you bet now");
  expect(poolText(pool, false)).toBe("47.9%");
});

test("poolText: whether anything is staked is said of the stake, not of the odds, which end with betting", () => {
  const closed = { stake: "47.900000", share: 4_790, odds: null };
  expect(poolText(closed, false)).toBe("47.9%");
  expect(poolText(closed, true)).toBe("47.9%");
  const none = { stake: "0.000000", share: 0, odds: null };
  expect(poolText(none, true)).toBe("Nothing staked yet");
  expect(poolText(none, false)).toBe("Nothing staked");
});
