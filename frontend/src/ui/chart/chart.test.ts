import { expect, test } from "vitest";
import { clockText } from "@/lib/time";
import { rangeOf, tickTexts, zoneShift } from "./chart";

const axis = { toPixel: (value: number) => 300 - value, height: 300, format: (value: number) => `${value}` };

test("tickTexts: ticks under the label of a level are left out, the others stay", () => {
  expect(tickTexts([100, 120, 140], [128, 141], axis)).toEqual(["100", "", ""]);
  expect(tickTexts([100, 120, 140], [114, 154], axis)).toEqual(["100", "", "140"]);
});

test("tickTexts: no labels, or an axis without a scale yet: every tick", () => {
  expect(tickTexts([10, 20], [], axis)).toEqual(["10", "20"]);
  expect(tickTexts([1, 2], [1], { ...axis, toPixel: () => null })).toEqual(["1", "2"]);
});

test("tickTexts: ticks that the axis' ends would cut are left out", () => {
  expect(tickTexts([2, 150, 297], [], axis)).toEqual(["", "150", ""]);
});

test("zoneShift: a shifted moment reads in UTC as the reader's clock", () => {
  const at = 1_795_780_200;
  expect(new Date((at + zoneShift(at)) * 1000).toISOString().slice(11, 16)).toBe(clockText(at));
});

test("rangeOf: levels far from the price are in the picture", () => {
  const level = (value: number) => ({ value, title: "", strong: false });
  expect(rangeOf(10, 12, [level(8), level(11)])).toEqual([8, 12]);
  expect(rangeOf(10, 12, [])).toEqual([10, 12]);
});
