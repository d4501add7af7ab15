import { expect, test } from "vitest";
import { isFlat, multiplierAt, multiplierOf, multiplierText, multiplierUpText } from "./multiplier";

const window = { k0: 1, k1: 0, open: 1_000, plannedClose: 1_600 };
const early = { k0: 4, k1: 1, open: 0, plannedClose: 300 };

test.each([
  [999, 10_000, "1.00×"],
  [1_000, 10_000, "1.00×"],
  [1_161, 7_316, "0.73×"],
  [1_300, 5_000, "0.50×"],
  [1_590, 166, "0.01×"],
  [1_600, 0, "0.00×"],
  [1_700, 0, "0.00×"],
])("multiplierAt: a window of 600 s at %s: %s, shown as %s", (at, expected, text) => {
  expect(multiplierAt(window, at)).toBe(expected);
  expect(multiplierText(multiplierAt(window, at))).toBe(text);
});

test("multiplierAt: each second of a window: never more than the second before", () => {
  const seconds = Array.from({ length: 601 }, (_, s) => multiplierAt(window, 1_000 + s));
  for (const [index, now] of seconds.entries()) expect(now).toBeLessThanOrEqual(seconds[index - 1] ?? 10_000);
});

test("multiplierAt: a curve that ends above zero: ends at k1 / k0", () => {
  expect(multiplierAt(early, 300)).toBe(2_500);
  expect(isFlat(early)).toBe(false);
  expect(isFlat({ k0: 1, k1: 1 })).toBe(true);
});

test("multiplierOf: the API's four decimals; anything else is refused", () => {
  expect(multiplierOf("0.7312")).toBe(7_312);
  expect(multiplierOf("1")).toBe(10_000);
  expect(() => multiplierOf("-0.1")).toThrow(TypeError);
});

test("multiplierText: cut, never rounded up", () => {
  expect(multiplierText(7_399)).toBe("0.73×");
  expect(multiplierText(13_999)).toBe("1.39×");
});

test("multiplierUpText: never rounded down", () => {
  expect(multiplierUpText(7_301)).toBe("0.74×");
  expect(multiplierUpText(7_300)).toBe("0.73×");
});
