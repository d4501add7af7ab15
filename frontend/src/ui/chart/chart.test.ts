import { expect, test } from "vitest";
import { rangeOf, tickTexts } from "./chart";

const pixel = (value: number) => 300 - value;
const text = (value: number) => `${value}`;

test("tickTexts: ticks under the label of a level are left out, the others stay", () => {
  expect(tickTexts([100, 120, 140], [128, 141], pixel, text)).toEqual(["100", "", ""]);
  expect(tickTexts([100, 120, 140], [114, 154], pixel, text)).toEqual(["100", "", "140"]);
});

test("tickTexts: no labels, or an axis without a scale yet: every tick", () => {
  expect(tickTexts([1, 2], [], pixel, text)).toEqual(["1", "2"]);
  expect(tickTexts([1, 2], [1], () => null, text)).toEqual(["1", "2"]);
});

test("rangeOf: levels far from the price are in the picture", () => {
  const level = (value: number) => ({ value, title: "", strong: false });
  expect(rangeOf(10, 12, [level(8), level(11)])).toEqual([8, 12]);
  expect(rangeOf(10, 12, [])).toEqual([10, 12]);
});
