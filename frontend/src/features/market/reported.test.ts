import { expect, test } from "vitest";
import type { MarketDetail } from "@/generated/api/types.gen";
import { reportedOf, sidesOf } from "./reported";

const questions = ["none", "proposed", "challenged", "disputed", "ruled", "final", "void"].map((state) => ({
  state,
})) as MarketDetail["questions"];

test("reportedOf: only what was reported and is neither final nor doubted already", () => {
  expect(reportedOf({ questions }).map(({ state }) => state)).toEqual(["proposed"]);
});

const outcomes = [{ label: "Lions" }, { label: "Bears" }] as MarketDetail["outcomes"];

test.each([
  ["match", ["Lions", "Bears"]],
  ["matchPrincipalFirst", ["Lions", "Bears"]],
  ["updown", undefined],
  ["range", undefined],
] as const)("sidesOf: %s: the sides' names where a side is the answer", (kind, sides) => {
  expect(sidesOf({ kind, outcomes })).toEqual(sides);
});
