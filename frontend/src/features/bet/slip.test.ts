import { describe, expect, test } from "vitest";
import type { Estimate } from "@/generated/api/types.gen";
import { parseAmount } from "@/lib/money";
import { type SlipInput, slipOf } from "./slip";

const estimate = { minWeight: "25000000" } as Estimate;
const READY: SlipInput = {
  wallet: "ready",
  outcome: 2,
  typed: parseAmount("25"),
  minimum: 1_000_000n,
  funds: 100_000_000n,
  estimate,
  refusal: null,
};

describe("slipOf", () => {
  test("everything known: bets exactly what was typed, with the estimate's guard", () => {
    expect(slipOf(READY)).toEqual({
      act: "bet",
      button: "Bet $25.00 on C",
      amount: 25_000_000n,
      outcome: 2,
      minWeight: 25_000_000n,
    });
  });

  test("a fraction of a cent: the button shows it", () => {
    expect(slipOf({ ...READY, typed: parseAmount("25.000001") })).toMatchObject({
      button: "Bet $25.000001 on C",
    });
  });

  test.each<[string, Partial<SlipInput>, string]>([
    ["no wallet", { wallet: "none" }, "connect"],
    ["another network", { wallet: "wrongNetwork" }, "switch"],
    ["no range", { outcome: null }, "wait"],
    ["no stake", { typed: parseAmount("") }, "wait"],
    ["no estimate yet", { estimate: null }, "wait"],
    ["balance not read yet", { funds: null }, "wait"],
  ])("%s: %s", (_, change, act) => {
    const slip = slipOf({ ...READY, ...change });
    expect(slip.act).toBe(act);
    expect(slip).not.toHaveProperty("fault");
  });

  test.each<[string, Partial<SlipInput>, string]>([
    ["below the minimum", { typed: parseAmount("0.999999") }, "The smallest bet is $1.00."],
    ["seven decimals", { typed: parseAmount("1.0000001") }, "USDC has 6 decimals at most."],
    ["more than there is", { funds: 24_999_999n }, "You have $24.99. Lower the stake or add USDC."],
    ["refused by the engine's rules", { refusal: "The pool is full." }, "The pool is full."],
  ])("%s: waits, and says why", (_, change, fault) => {
    expect(slipOf({ ...READY, ...change })).toMatchObject({ act: "wait", fault });
  });

  test("a bad stake without a wallet: the stake is named first", () => {
    expect(slipOf({ ...READY, wallet: "none", typed: parseAmount("0.5") })).toMatchObject({ act: "wait" });
  });

  test("the last micro-unit of the balance can be staked", () => {
    expect(slipOf({ ...READY, funds: 25_000_000n }).act).toBe("bet");
  });
});
