import { screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { client } from "@/generated/api/client.gen";
import { fakeWallet } from "../../../tests/fakeWallet";
import { mounted } from "../../../tests/mounted";
import { stopClockAt } from "../../../tests/stoppedClock";
import { OraclePage } from "./OraclePage";

const NOW = 4_100_000_000;
const SIGNER = `0x${"11".repeat(20)}`;
const STATUS = {
  sources: [
    {
      source: "nasdaq",
      state: "answers",
      askedAt: NOW - 120,
      answeredAt: NOW - 120,
      restsUntil: null,
      failures: 0,
      refusal: null,
    },
    {
      source: "yahoo",
      state: "rests",
      askedAt: NOW,
      answeredAt: NOW - 7_200,
      restsUntil: NOW + 60,
      failures: 6,
      refusal: "resting: 6 times",
    },
    {
      source: "tiingo",
      state: "off",
      askedAt: null,
      answeredAt: null,
      restsUntil: null,
      failures: 2,
      refusal: "not-authorised: no key is set",
    },
  ],
  feeds: [
    { feed: "BTC / USD", updatedAt: NOW - 60, heartbeat: 1_200, isStale: false },
    { feed: "ETH / USD", updatedAt: NOW - 3_600, heartbeat: 1_200, isStale: true },
  ],
  reporters: [
    { address: SIGNER, isReady: true, seenAt: NOW },
    { address: `0x${"22".repeat(20)}`, isReady: false, seenAt: NOW - 3_600 },
    { address: `0x${"33".repeat(20)}`, isReady: false, seenAt: null },
  ],
  keeper: {
    address: SIGNER,
    balanceWei: "4999999999999999",
    lowWei: "5000000000000000",
    isLow: true,
    purse: "150.000000",
    bonds: "200.000000",
  },
  alarms: [{ kind: "gasLow", about: "keeper", detail: "0.004999 ETH left", since: NOW - 180 }],
  withheld: [{ template: "AAPL-WEEK-TAPE", reason: "nobody answers" }],
};
const HEALTH = {
  measuredAt: NOW - 20,
  isWatched: true,
  status: STATUS,
  prices: [
    { symbol: "AAPL", source: "nasdaq", price: "187.00", at: NOW - 60 },
    { symbol: "MSFT", source: null, price: null, at: null },
  ],
  signers: [
    {
      sourceId: 2,
      name: "AAPL",
      path: "report",
      reporters: [SIGNER],
      threshold: 1,
      quorum: 3,
      window: 7_200,
      bond: "100.000000",
    },
  ],
};

let health: unknown;
beforeEach(() => {
  health = HEALTH;
  stopClockAt(NOW);
  client.setConfig({ baseUrl: "http://api", fetch: async () => Response.json(health) });
});

async function shown(): Promise<string> {
  await mounted({ path: "/oracle", page: OraclePage, fake: fakeWallet({}) });
  return (await screen.findByText("Age of prices")).closest("main, body")?.textContent ?? "";
}

test("OraclePage: sources, ages and signers: in words", async () => {
  const text = await shown();
  expect(text).toContain("Answered 2 minutes ago · asked 2 minutes ago");
  expect(text).toContain("Left alone for a while");
  expect(text).toContain("Answered 2 hours ago · asked just now · 6 failures in a row");
  expect(text).toContain("$187.00, 1 minute ago");
  expect(text).toContain("no price yet");
  expect(text).toContain("A signed report answers (1 of 1 signatures). 3 sources must have answered.");
  expect(text).toContain("rests 1 minute more");
  expect(text).toContain("Switched off");
});

test("OraclePage: signers, gas, feeds and alarms: as the oracle last measured them", async () => {
  const text = await shown();
  expect(text).toContain("Measured by the oracle 20 seconds ago.");
  expect(text).not.toContain("Nobody is watching");
  expect(text).toContain("seen just nowCan sign");
  expect(text).toContain("seen 1 hour agoSilent");
  expect(text).toContain("not seen yetSilent");
  expect(text).toContain("Keeper's gas, running low0.004999 ETH");
  expect(text).toContain("Keeper's money for bonds$150.00; $200.00 may be needed");
  expect(text).toContain("BTC / USD, newest round1 minute ago");
  expect(text).toContain("1 hour ago: stale; one is due every 20 minutes");
  expect(text).toContain("The keeper's gas runs lowfor 3 minutes0.004999 ETH left");
  expect(text).toContain("the sources that are switched on could not decide them: AAPL-WEEK-TAPE.");
});

test("OraclePage: a disputed question: leads to the disputes", async () => {
  const question = `0x${"ab".repeat(32)}`;
  const alarm = { kind: "disputeOpened", about: question, detail: "it waits for a ruling", since: NOW - 180 };
  health = { ...HEALTH, status: { ...STATUS, alarms: [alarm] } };
  await shown();
  const link = screen.getByRole("link", { name: /Question/ });
  expect(link.getAttribute("href")).toBe("/disputes");
  expect(link.textContent).toContain("0xababab…ababab");
  expect(screen.getByText("it waits for a ruling")).toBeTruthy();
});

test("OraclePage: the oracle stands still: nobody is watching", async () => {
  health = { ...HEALTH, measuredAt: NOW - 600, isWatched: false };
  expect(await shown()).toContain("10 minutes ago. Nobody is watching");
});

test("OraclePage: all is well: says so", async () => {
  health = { ...HEALTH, status: { ...STATUS, alarms: [], withheld: [], sources: [], reporters: [] } };
  const text = await shown();
  expect(text).toContain("AlarmsNone: everything is as it should be.");
  expect(text).not.toContain("Not offered");
});

test("OraclePage: the oracle never ran and nothing is registered: says so", async () => {
  health = { measuredAt: null, isWatched: false, status: null, prices: [], signers: [] };
  const text = await shown();
  expect(text).toContain("The oracle has not measured anything yet. Nobody is watching");
  expect(text).toContain("No source is registered on chain yet.");
});
