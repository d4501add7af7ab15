import { expect, test } from "vitest";
import { forget, type Pending, pendingOf, remember } from "./pending";

function memory(start: string | null = null) {
  let text = start;
  return {
    getItem: () => text,
    setItem: (_: string, value: string) => {
      text = value;
    },
  };
}
const item = (digit: string, chainId = 31_337): Pending => ({
  hash: `0x${digit.repeat(64)}`,
  chainId,
  title: "Bet",
});

test("remember and forget: what is on its way survives, what arrived does not", () => {
  const store = memory();
  remember(store, item("a"));
  remember(store, item("b"));
  forget(store, item("a"));
  expect(pendingOf(store, 31_337)).toEqual([item("b")]);
});

test("pendingOf: of another chain: not asked about", () => {
  const store = memory();
  remember(store, item("a", 8453));
  expect(pendingOf(store, 31_337)).toEqual([]);
});

test.each([
  ["no JSON", "{"],
  ["no list", "{}"],
  ["foreign items", '[{"hash":"0x1"},null,7]'],
])("pendingOf: %s in storage: nothing", (_, text) => {
  expect(pendingOf(memory(text), 31_337)).toEqual([]);
});

test("remember: bounded", () => {
  const store = memory();
  for (let count = 0; count < 30; count += 1) remember(store, item("a"));
  expect(pendingOf(store, 31_337)).toHaveLength(20);
});

test("remember: storage that refuses: no error", () => {
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  };
  expect(() => remember(full, item("a"))).not.toThrow();
});
