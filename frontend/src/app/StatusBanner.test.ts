import { expect, test } from "vitest";
import type { Readiness } from "@/generated/api/types.gen";
import { statusText } from "./StatusBanner";

const READY: Readiness = {
  ready: true,
  indexerLagBlocks: 0,
  indexerLagSeconds: 0,
  headBlock: 9,
  mirrorBlock: 9,
  database: true,
  rpc: true,
};

test("statusText: all well: nothing to say", () => {
  expect(statusText("live", READY, false)).toBeNull();
  expect(statusText("connecting", undefined, false)).toBeNull();
});

test.each([
  ["behind", "live", { ...READY, ready: false, indexerLagBlocks: 40 }, false, "40 blocks behind"],
  ["no database", "live", { ...READY, ready: false, database: false }, false, "cannot read its data"],
  [
    "no node",
    "live",
    { ...READY, ready: false, rpc: false, indexerLagBlocks: null },
    false,
    "cannot reach the network",
  ],
  ["stream lost", "lost", READY, false, "Reconnecting"],
  ["no answer", "lost", undefined, true, "your money on chain is not affected"],
] as const)("statusText: %s: said in words", (_, link, ready, failed, words) => {
  expect(statusText(link, ready, failed)).toContain(words);
});
