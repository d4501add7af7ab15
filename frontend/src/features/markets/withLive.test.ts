import { expect, test } from "vitest";
import type { MarketSummary, Snapshot } from "@/generated/api/types.gen";
import { phaseAt, withLive } from "./withLive";

const times = { open: 100, close: 200, observeAt: 300, total: "1.000000" };

test.each([
  ["announced", 99, "announced"],
  ["announced", 100, "open"],
  ["open", 199, "open"],
  ["open", 200, "locked"],
  ["locked", 299, "locked"],
  ["locked", 300, "settling"],
  ["disputed", 400, "disputed"],
  ["settled", 400, "settled"],
  ["void", 400, "void"],
] as const)("phaseAt: API says %s, chain time %s: %s", (phase, now, expected) => {
  expect(phaseAt({ phase, ...times }, now)).toBe(expected);
});

test("phaseAt: nobody had bet when betting ended: nothing to decide", () => {
  const empty = { ...times, total: "0.000000" };
  expect(phaseAt({ phase: "open", ...empty }, 199)).toBe("open");
  expect(phaseAt({ phase: "open", ...empty }, 200)).toBe("empty");
  expect(phaseAt({ phase: "locked", ...empty }, 300)).toBe("empty");
});

test("phaseAt: chain time unknown: as the API says", () => {
  expect(phaseAt({ phase: "open", ...times }, null)).toBe("open");
});

const outcome = (index: number) => ({
  index,
  label: `range ${index}`,
  lo: null,
  hi: null,
  stake: "1.000000",
  share: 5000,
  odds: "2.000000",
});
const market = {
  marketId: "7",
  phase: "open",
  bets: 2,
  winner: null,
  outcomes: [outcome(0), outcome(1)],
  ...times,
  total: "2.000000",
} as MarketSummary;
const update: Snapshot = {
  type: "snapshot",
  marketId: "7",
  seq: 9,
  block: 4,
  state: "open",
  close: times.close,
  startValue: null,
  startValue2: null,
  winner: null,
  bets: 3,
  total: "4.000000",
  pools: [
    { index: 0, stake: "1.000000", share: 2500, odds: "4.000000" },
    { index: 1, stake: "3.000000", share: 7500, odds: "1.333333" },
  ],
};

test("withLive: an update: pools and totals are the stream's, labels the API's", () => {
  const live = withLive(market, update, 150);
  expect(live).toMatchObject({ total: "4.000000", bets: 3, phase: "open" });
  expect(live.outcomes[1]).toMatchObject({ label: "range 1", stake: "3.000000", odds: "1.333333" });
  expect(market.outcomes[1]?.stake).toBe("1.000000");
});

test("withLive: halted and started on the stream: betting is over and the start price is known", () => {
  const live = withLive(market, { ...update, close: 140, startValue: "645.57" }, 150);
  expect(live).toMatchObject({ close: 140, startValue: "645.57", phase: "locked" });
});

test("withLive: decided on the stream: decided on the page, whatever the clock says", () => {
  expect(withLive(market, { ...update, state: "settled", winner: 1 }, 150)).toMatchObject({
    phase: "settled",
    winner: 1,
  });
});

test("withLive: no update: the API's market", () => {
  expect(withLive(market, undefined, 150)).toEqual(market);
});
