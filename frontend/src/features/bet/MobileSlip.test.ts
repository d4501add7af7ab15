import { expect, test } from "vitest";
import { barText } from "./MobileSlip";
import type { Basket } from "./useBasket";

const leg = {
  market: { kind: "updown", outcomes: [{ label: "Down" }, { label: "Up", odds: "2.105000" }] },
  selection: { outcome: 1 },
};
const basket = (legs: object[], total: bigint) => ({ legs, slip: { total } }) as unknown as Basket;

test.each([
  [basket([], 0n), "Choose an outcome to bet"],
  [basket([leg], 0n), "Bet on Up · 2.10×"],
  [basket([leg], 5_000_000n), "Bet $5.00 on Up · 2.10×"],
  [basket([leg, leg], 0n), "Bet slip · 2 bets"],
  [basket([leg, leg], 7_000_000n), "Bet slip · 2 bets · $7.00"],
])("barText: says what is on the slip, and what it costs once that is known", (given, text) => {
  expect(barText(given)).toBe(text);
});
