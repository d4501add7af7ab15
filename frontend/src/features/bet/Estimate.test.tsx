import { render, screen } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import type { Estimate, MarketDetail } from "@/generated/api/types.gen";
import { parseAmount } from "@/lib/money";
import { mergeText, Returns } from "./Estimate";
import type { Leg } from "./legs";

const RANGES = { kind: "range", mergeBelow: "100.000000", outcomes: [] } as unknown as MarketDetail;

describe("mergeText", () => {
  test("the range stands alone: nothing to say", () => {
    expect(mergeText(RANGES, { outcome: 2, projectedGroup: [2] })).toBeNull();
  });

  test("it would merge: names its partners and the threshold", () => {
    expect(mergeText(RANGES, { outcome: 3, projectedGroup: [2, 3, 4] })).toBe(
      "As the pools are, your range would join range C and range E: ranges below $100.00 merge when betting ends, and win together.",
    );
  });
});

describe("Returns", () => {
  const estimate = {
    now: "30.000000",
    low: "20.000000",
    high: "45.000000",
    oddsAfter: "1.200000",
    multiplier: "0.7312",
    breakEven: "0.5555",
    ifYouWait: { seconds: 30, now: "28.500000", multiplier: "0.6812" },
    projectedGroup: [0],
  } as unknown as Estimate;
  const leg = (k1: number): Leg => ({
    selection: { marketId: "7", outcome: 0, text: "25" },
    market: {
      ...RANGES,
      kind: "match",
      k0: 1,
      k1,
      outcomes: [{ label: "Reds", odds: "1.250000" }],
    } as MarketDetail,
    typed: parseAmount("25"),
    estimate,
    room: null,
    refusal: null,
  });

  test("late bets count for less: the multiplier now, after a wait, and break-even", () => {
    render(<Returns leg={leg(0)} full />);
    const shown = screen.getByText("Your stake counts at").closest("dl")?.textContent;
    expect(shown).toContain("0.73×");
    expect(shown).toContain("If you wait 30 s0.68×, returns ≈ $28.50");
    expect(shown).toContain("0.56×");
  });

  test("a flat pool: no word about weights", () => {
    render(<Returns leg={leg(1)} full />);
    expect(screen.queryByText("Your stake counts at")).toBeNull();
  });
});
