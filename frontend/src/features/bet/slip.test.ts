import { describe, expect, test } from "vitest";
import type { Estimate, MarketDetail } from "@/generated/api/types.gen";
import { parseAmount } from "@/lib/money";
import type { Leg } from "./legs";
import { type SlipInput, slipOf } from "./slip";

const MARKET = { kind: "range", phase: "open", k0: 1, k1: 1, outcomes: [] } as unknown as MarketDetail;
const estimate = {
  minWeight: "25000000",
  multiplier: "1.0000",
  breakEven: null,
  ifYouWait: null,
  losing: false,
} as Estimate;

function leg(text: string, change: Partial<Leg> = {}, marketId = "7"): Leg {
  return {
    selection: { marketId, outcome: 2, text },
    market: MARKET,
    typed: parseAmount(text),
    estimate,
    room: null,
    refusal: null,
    ...change,
  };
}

const READY: SlipInput = {
  wallet: "ready",
  legs: [leg("25")],
  minimum: 1_000_000n,
  funds: 100_000_000n,
  allowLess: false,
};

describe("slipOf: one bet", () => {
  test("everything known: bets exactly what was typed, with the estimate's guard", () => {
    expect(slipOf(READY)).toMatchObject({
      act: "bet",
      button: "Bet $25.00 on C",
      bets: [{ marketId: 7n, amount: 25_000_000n, outcome: 2, minWeight: 25_000_000n }],
    });
  });

  test("a fraction of a cent: the button shows it", () => {
    expect(slipOf({ ...READY, legs: [leg("25.000001")] })).toMatchObject({
      button: "Bet $25.000001 on C",
    });
  });

  test("a kind without letters: the button says the outcome's own words", () => {
    const market = { ...MARKET, kind: "updown", outcomes: [{}, {}, { label: "Up" }] } as MarketDetail;
    expect(slipOf({ ...READY, legs: [leg("25", { market })] })).toMatchObject({
      button: "Bet $25.00 on Up",
    });
  });

  test.each<[string, Partial<SlipInput>, string]>([
    ["no wallet", { wallet: "none" }, "connect"],
    ["another network", { wallet: "wrongNetwork" }, "switch"],
    ["nothing chosen", { legs: [] }, "wait"],
    ["no stake", { legs: [leg("")] }, "wait"],
    ["no estimate yet", { legs: [leg("25", { estimate: null })] }, "wait"],
    ["market not read yet", { legs: [leg("25", { market: null })] }, "wait"],
    ["balance not read yet", { funds: null }, "wait"],
  ])("%s: %s", (_, change, act) => {
    const slip = slipOf({ ...READY, ...change });
    expect(slip.act).toBe(act);
    expect(slip.faults.size).toBe(0);
  });

  test.each<[string, Leg, string]>([
    ["below the minimum", leg("0.999999"), "The smallest bet is $1.00."],
    ["seven decimals", leg("1.0000001"), "USDC has 6 decimals at most."],
    ["refused by the engine's rules", leg("25", { refusal: "The pool is full." }), "The pool is full."],
  ])("%s: waits, and says why", (_, faulty, fault) => {
    const slip = slipOf({ ...READY, legs: [faulty] });
    expect(slip).toMatchObject({ act: "wait", button: "Check the stake" });
    expect(slip.faults.get("7")).toBe(fault);
  });

  test("more than there is: waits, and says how much there is", () => {
    expect(slipOf({ ...READY, funds: 24_999_999n })).toMatchObject({
      act: "wait",
      shortage: "You have $24.99. Lower the stake or add USDC.",
    });
  });

  test("a bad stake without a wallet: the stake is named first", () => {
    expect(slipOf({ ...READY, wallet: "none", legs: [leg("0.5")] })).toMatchObject({ act: "wait" });
  });

  test("the last micro-unit of the balance can be staked", () => {
    expect(slipOf({ ...READY, funds: 25_000_000n }).act).toBe("bet");
  });
});

describe("slipOf: several bets", () => {
  const two = [leg("25", {}, "7"), leg("10.5", {}, "8")];

  test("all known: one button for all, with the exact total", () => {
    expect(slipOf({ ...READY, legs: two })).toMatchObject({
      act: "bet",
      button: "Place 2 bets · $35.50",
      total: 35_500_000n,
      bets: [{ marketId: 7n }, { marketId: 8n }],
    });
  });

  test("one is faulty: nothing can be placed, and the fault stands at its market", () => {
    const slip = slipOf({ ...READY, legs: [leg("25", {}, "7"), leg("0", {}, "8")] });
    expect(slip).toMatchObject({ act: "wait", button: "Check the stakes" });
    expect([...slip.faults.keys()]).toEqual(["8"]);
  });

  test("one has no stake: asks for every stake", () => {
    expect(slipOf({ ...READY, legs: [leg("25", {}, "7"), leg("", {}, "8")] })).toMatchObject({
      act: "wait",
      button: "Enter every stake",
    });
  });

  test("each fits the balance, together they do not: waits", () => {
    expect(slipOf({ ...READY, legs: two, funds: 35_499_999n })).toMatchObject({
      act: "wait",
      button: "Not enough USDC",
    });
  });
});
