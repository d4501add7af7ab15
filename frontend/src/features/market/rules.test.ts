import { describe, expect, test } from "vitest";
import type { MarketDetail, MarketKind } from "@/generated/api/types.gen";
import { exampleOf, whatIfsOf } from "./rules";

const priced = (kind: MarketKind, takeoutBps: number, k0 = 1, k1 = 1) => ({ kind, takeoutBps, k0, k1 });

describe("exampleOf", () => {
  test("flat, without a fee: 500 * 50 / 300, rounded down", () => {
    expect(exampleOf(priced("updown", 0)).at(-1)).toContain("$83.33.");
  });

  test("flat, with a fee: taken from the pool first", () => {
    const lines = exampleOf(priced("range", 1_000));
    expect(lines[1]).toContain("$50.00");
    expect(lines.at(-1)).toContain("$75.00.");
  });

  test("a fee beyond what the others staked: only what they staked", () => {
    expect(exampleOf(priced("range", 5_000))[1]).toContain("$200.00");
  });

  test("early bets count for more: a late winner gets less than the stake, and is told of the warning", () => {
    const [, , early, late] = exampleOf(priced("match", 1_000, 1, 0));
    expect(early).toContain("$58.69"); // 450 * 37.5 / 287.5
    expect(late).toContain("$8.82"); // 450 * 5 / 255
    expect(late).toContain("less than the stake");
  });

  test("stake first: a late winner gets the stake and a share of the losers' money", () => {
    const late = exampleOf(priced("matchPrincipalFirst", 1_000, 1, 0)).at(-1);
    expect(late).toContain("$52.94"); // 50 + 150 * 5 / 255
    expect(late).toContain("always gets the stake back first");
  });

  test("weights that end above zero: no warning where a late bet still wins", () => {
    const late = exampleOf(priced("range", 0, 4, 3)).at(-1);
    expect(late).not.toContain("less than the stake");
  });
});

describe("whatIfsOf", () => {
  const market = (kind: MarketKind, asset: MarketDetail["asset"]) =>
    ({
      kind,
      asset,
      mergeBelow: "100.000000",
      outcomes: [0, 1, 2].map((index) => ({ index })),
    }) as MarketDetail;
  const text = (kind: MarketKind, asset: MarketDetail["asset"]) =>
    whatIfsOf(market(kind, asset))
      .map(({ when, ends }) => `${when}: ${ends}`)
      .join("\n");

  test.each(["range", "updown", "race", "match", "matchPrincipalFirst"] as const)(
    "%s: says what a tie, a contest and silence lead to",
    (kind) => {
      const said = text(kind, "other");
      expect(said).toMatch(/exactly|tied/);
      expect(said).toContain("sources name different winners");
      expect(said).toContain("within 7 days");
    },
  );

  test("merging: only where ranges can merge, with the market's own threshold", () => {
    expect(text("range", "stock")).toContain("Below 100 USDC");
    expect(text("updown", "stock")).not.toContain("joins its neighbour");
  });

  test("stocks speak of halts, matches of rain", () => {
    expect(text("race", "stock")).toContain("trading is halted");
    expect(text("match", "sport")).toContain("rain");
    expect(text("match", "sport")).not.toContain("halted");
  });
});
