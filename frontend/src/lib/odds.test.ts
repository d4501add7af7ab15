import { expect, test } from "vitest";
import { letterOf, oddsDown, priceText, shareOf } from "./odds";

test("oddsDown: cut to 2 decimals, never rounded up", () => {
  expect(oddsDown("2.129999")).toBe("2.12×");
  expect(oddsDown("13.5")).toBe("13.50×");
  expect(oddsDown("1204.300000")).toBe("1,204.30×");
});

test("oddsDown: an empty pool has no odds", () => {
  expect(oddsDown(null)).toBe("–");
});

test("shareOf: basis points as percent, cut to one decimal", () => {
  expect(shareOf(4719)).toBe("47.1%");
  expect(shareOf(10_000)).toBe("100.0%");
  expect(shareOf(5)).toBe("0.0%");
});

test("letterOf and priceText", () => {
  expect([0, 1, 4].map(letterOf)).toEqual(["A", "B", "E"]);
  expect(priceText("98250.00")).toBe("$98,250.00");
  expect(priceText("645.57")).toBe("$645.57");
});
