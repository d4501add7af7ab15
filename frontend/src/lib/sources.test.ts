import { expect, test } from "vitest";
import { isOff, reasonText } from "./sources";

test.each([
  ["not-authorised: no key is set", "no key is set"],
  ["off: no address is set for it", "no address is set for it"],
  ["resting: 6 times", "resting: 6 times"],
  ["timed out", "timed out"],
])("reasonText: %s: %s", (refusal, text) => {
  expect(reasonText(refusal)).toBe(text);
});

test.each([
  ["off: no address is set for it", true],
  ["not-authorised: no key is set", true],
  ["not-authorised: HTTP 401", false],
  ["timed-out: x", false],
])("isOff: %s: %s", (refusal, off) => {
  expect(isOff(refusal)).toBe(off);
});
