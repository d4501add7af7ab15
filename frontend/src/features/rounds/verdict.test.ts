import { expect, test } from "vitest";
import { verdictFrom } from "./verdict";

test.each([
  ["100.00", "100.01", { direction: "up", difference: "+$0.01" }],
  ["100.00", "99.00", { direction: "down", difference: "−$1.00" }],
  ["100.00", "100.00", { direction: "even", difference: "$0.00" }],
])("verdictFrom: %s to %s", (start, price, verdict) => {
  expect(verdictFrom(start, price)).toEqual(verdict);
});

test("verdictFrom: a price is not known yet: none", () => {
  expect(verdictFrom(null, "100.00")).toBeNull();
  expect(verdictFrom("100.00", null)).toBeNull();
});
