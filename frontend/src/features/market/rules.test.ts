import { describe, expect, test } from "vitest";
import type { MarketDetail, MarketKind } from "@/generated/api/types.gen";
import { whatIfsOf, withoutExamples } from "./rules";

test("withoutExamples: the worked bets stand apart from the rules, in their order", () => {
  expect(withoutExamples(["Up wins.", "Example: others staked 300 USDC.", "No fee."])).toEqual({
    said: ["Up wins.", "No fee."],
    examples: ["Others staked 300 USDC."],
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
    expect(text("race", "stock")).toMatch(/trading is halted on the whole exchange: Betting ends at once/);
    expect(text("race", "stock")).toMatch(
      /trading is halted at the close: Betting ends as planned\. A ruling/,
    );
    expect(text("match", "sport")).toContain("rain");
    expect(text("match", "sport")).not.toContain("halted");
  });
});
