import { expect, test } from "vitest";
import { Kind, VoidReason } from "./referee";
import { valueText, voidedText, winnerText } from "./wording";

const LABELS = [{ label: "Down" }, { label: "Up" }] as Parameters<typeof winnerText>[2];

test.each([
  [Kind.range, 83_764_000_000n, "$837.64"],
  [Kind.race, 1n, "$0.00000001"],
  [Kind.match, 0n, "the first side"],
  [Kind.matchPrincipalFirst, 1n, "the second side"],
])("valueText: kind %i, %s: %s", (kind, value, text) => {
  expect(valueText(kind, value)).toBe(text);
});

test.each([
  [Kind.range, "range B"],
  [Kind.upDown, "Up"],
])("winnerText: kind %i: %s", (kind, text) => {
  expect(winnerText(kind, 1, LABELS)).toBe(text);
});

test.each([
  [Kind.match, VoidReason.tie, "void (the match ended in a tie without a decider)"],
  [Kind.range, VoidReason.oneSided, "void (too little was staked on the losing side to share out)"],
  [Kind.range, undefined, "void, and it does not say why"],
])("voidedText: kind %i, reason %s: %s", (kind, reason, text) => {
  expect(voidedText(kind, reason)).toBe(text);
});
