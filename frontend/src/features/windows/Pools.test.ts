import { expect, test } from "vitest";
import { poolText } from "./Pools";

test("poolText: what a bet would return is said only while bets are taken", () => {
  const pool = { share: 4_790, odds: "1.141000" };
  expect(poolText(pool, true)).toBe("47.9% · 1.14× if you bet now");
  expect(poolText(pool, false)).toBe("47.9%");
  expect(poolText({ share: 0, odds: null }, true)).toBe("Nothing staked yet");
});
