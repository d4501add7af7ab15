import { expect, test } from "vitest";
import type { Delta, Snapshot } from "@/generated/api/types.gen";
import { applyMessage } from "./reducer";

const at = (seq: number) => ({
  marketId: "7",
  seq,
  block: seq,
  state: "open" as const,
  close: 900,
  startValue: null,
  startValue2: null,
  winner: null,
  bets: seq,
  total: `${seq}.000000`,
  pools: [],
});
const snapshot = (seq: number): Snapshot => ({ type: "snapshot", ...at(seq) });
const delta = (previous: number, seq: number): Delta => ({ type: "delta", previous, ...at(seq) });
const known = applyMessage(new Map(), snapshot(4)).markets;

test("snapshot: replaces whatever was known, even a later state, for the chain may have been rewound", () => {
  expect(applyMessage(known, snapshot(2))).toMatchObject({ gap: null });
  expect(applyMessage(known, snapshot(2)).markets.get("7")?.seq).toBe(2);
});

test("delta: follows what is known, even several changes at once: taken", () => {
  const { markets, gap } = applyMessage(known, delta(4, 7));
  expect(gap).toBeNull();
  expect(markets.get("7")?.total).toBe("7.000000");
  expect(known.get("7")?.total).toBe("4.000000");
});

test("delta: seen already: the same state object, so nothing is drawn again", () => {
  expect(applyMessage(known, delta(3, 4))).toEqual({ markets: known, gap: null });
  expect(applyMessage(known, delta(2, 3)).markets).toBe(known);
});

test("delta: a frame before it is missing: a gap, and nothing changes", () => {
  expect(applyMessage(known, delta(5, 6))).toEqual({ markets: known, gap: "7" });
});

test("delta: of a market without a snapshot: a gap", () => {
  expect(applyMessage(new Map(), delta(0, 1)).gap).toBe("7");
});

test("tick and error: leave the markets alone", () => {
  expect(applyMessage(known, { type: "tick", now: 1, block: 1 })).toEqual({ markets: known, gap: null });
  const refusal = { type: "error" as const, code: "marketUnknown" as const, message: "", details: {} };
  expect(applyMessage(known, refusal)).toEqual({ markets: known, gap: null });
});
