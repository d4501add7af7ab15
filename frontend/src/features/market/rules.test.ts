import { describe, expect, test } from "vitest";
import type { MarketDetail, MarketKind, Path } from "@/generated/api/types.gen";
import { pathOf, whatIfsOf, withoutExamples } from "./rules";

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
  const text = (kind: MarketKind, asset: MarketDetail["asset"], path?: Path) =>
    whatIfsOf(market(kind, asset), path)
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

  test("by proof alone: nobody reports, so nothing is challenged, contested or ruled", () => {
    const said = text("range", "crypto", "proof");
    expect(said).not.toMatch(/Anyone may (challenge|contest)|sources name different winners/);
    expect(said).toContain("It cannot be challenged, and nobody rules on it.");
    expect(said).toContain("within 24 hours");
  });

  test.each(["report", "proofOrReport", undefined] as const)("by %s: reports can be challenged", (path) => {
    const said = text("updown", "crypto", path);
    expect(said).toContain("Anyone may challenge a report");
    expect(said).toContain("Anyone may contest");
    expect(said).not.toContain("cannot be challenged");
  });

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

test("pathOf: that of the market's own source, unknown without it", () => {
  const signers = [
    { sourceId: 1, path: "proof" },
    { sourceId: 2, path: "report" },
  ] as const;
  expect(pathOf({ sourceId: 2 }, signers)).toBe("report");
  expect(pathOf({ sourceId: 3 }, signers)).toBeUndefined();
  expect(pathOf({ sourceId: 2 }, undefined)).toBeUndefined();
});
