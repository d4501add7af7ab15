import { expect, test } from "vitest";
import { changeBps, parsePrice, percentText, priceFrom, priceOf, stepText } from "./price";

test.each([
  ["645.57", 64_557_000_000n],
  ["98250.12345678", 9_825_012_345_678n],
  ["7", 700_000_000n],
  ["-1.50", -150_000_000n],
])("priceOf: %s", (text, price) => {
  expect(priceOf(text)).toBe(price);
});

test.each([
  ["187", 18_700_000_000n],
  ["$187.25", 18_725_000_000n],
  ["0.00000001", 1n],
  ["92233720368.54775807", 2n ** 63n - 1n],
])("parsePrice: %s: as the chain holds it", (text, value) => {
  expect(parsePrice(text)).toEqual({ kind: "ok", value });
});

test.each(["0", "-1", "1,000", "1e3", "0.123456789", "92233720368.54775808", ".5"])(
  "parsePrice: %s: refused in words",
  (text) => {
    expect(parsePrice(text)).toMatchObject({ kind: "invalid", message: expect.stringMatching(/\.$/) });
  },
);

test.each([
  [18_700_000_000n, "187.00"],
  [18_725_000_001n, "187.25000001"],
  [-150_000_000n, "-1.50"],
])("priceFrom: %s: %s", (value, text) => {
  expect(priceFrom(value)).toBe(text);
  expect(priceOf(text)).toBe(value);
});

test("priceOf: not a price: refused", () => {
  for (const text of ["", "1,000.00", "1.123456789", "NaN"]) expect(() => priceOf(text)).toThrow(TypeError);
});

test.each([
  ["100.00", "112.349", "+$12.34"],
  ["100.00", "99.50", "−$0.50"],
  ["100.00", "100.00", "$0.00"],
  ["97000.00", "98250.10", "+$1,250.10"],
  ["100.00", "100.00004", "+$0.00004"],
])("stepText: %s to %s: %s", (from, to, text) => {
  expect(stepText(priceOf(from), priceOf(to))).toBe(text);
});

test.each([
  ["200.00", "203.00", 150, "+1.50%"],
  ["200.00", "199.999", 0, "0.00%"],
  ["200.00", "197.30", -135, "−1.35%"],
])("changeBps: %s to %s: %s", (from, to, bps, text) => {
  expect(changeBps(priceOf(from), priceOf(to))).toBe(bps);
  expect(percentText(bps)).toBe(text);
});
