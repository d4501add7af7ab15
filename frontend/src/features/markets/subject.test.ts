import { expect, test } from "vitest";
import type { MarketSummary } from "@/generated/api/types.gen";
import { kindText, subjectText } from "./subject";

const base = {
  symbol: "BTC",
  symbol2: null,
  startAt: null,
  observeAt: 1_795_780_800,
  match: null,
  asset: "crypto",
} as const;
const at = (change: object) => ({ ...base, ...change }) as unknown as MarketSummary;

test("subjectText: a range names its observation", () => {
  expect(subjectText(at({ kind: "range" }))).toMatch(/^BTC on /);
});

test("subjectText: up or down names both ends", () => {
  expect(subjectText(at({ kind: "updown", startAt: 1_795_780_200 }))).toMatch(/^BTC, .+ – .+/);
});

test("subjectText: a race names both assets", () => {
  expect(subjectText(at({ kind: "race", symbol2: "ETH", startAt: 1_795_780_200 }))).toMatch(
    /^BTC against ETH, .+ – /,
  );
});

test("subjectText: a window names its place and its match", () => {
  const match = { start: 1_795_780_200, label: "Window 3 of 12" };
  expect(subjectText(at({ kind: "match", match }))).toMatch(/^Window 3 of 12 · match of .+/);
});

test("kindText: the asset where it tells something", () => {
  expect(kindText({ kind: "race", asset: "crypto" })).toBe("Race · Crypto");
  expect(kindText({ kind: "match", asset: "sport" })).toBe("Match window");
});
