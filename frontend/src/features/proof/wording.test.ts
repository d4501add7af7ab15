import { expect, test } from "vitest";
import reasons from "../../../../tests/vectors/void_reasons.json";
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
  [Kind.range, undefined, "void, and it does not say why"],
])("voidedText: kind %i, reason %s: %s", (kind, reason, text) => {
  expect(voidedText(kind, reason)).toBe(text);
});

test.each(reasons)("voidedText: $name: in the words of the commands", ({ input, expect: said }) => {
  expect(voidedText(Kind.range, input.reason)).toBe(`void (${said})`);
});

test("voidedText: every reason but a tie is compared", () => {
  const { tie: _, ...others } = VoidReason;
  expect(reasons.map(({ input }) => input.reason).sort()).toEqual(Object.values(others).sort());
});
