import { screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { chainClock } from "@/chain/clock";
import { client } from "@/generated/api/client.gen";
import { fakeWallet } from "../../../tests/fakeWallet";
import { mounted } from "../../../tests/mounted";
import { OraclePage } from "./OraclePage";

const NOW = 4_100_000_000;
const HEALTH = {
  sources: [
    {
      source: "nasdaq",
      state: "answers",
      askedAt: NOW - 120,
      answeredAt: NOW - 120,
      failures: 0,
      refusal: null,
    },
    {
      source: "yahoo",
      state: "rests",
      askedAt: NOW,
      answeredAt: NOW - 7_200,
      failures: 6,
      refusal: "resting: 6 times",
    },
  ],
  prices: [
    { symbol: "AAPL", source: "nasdaq", price: "187.00", at: NOW - 60 },
    { symbol: "MSFT", source: null, price: null, at: null },
  ],
  signers: [
    {
      sourceId: 2,
      name: "AAPL",
      path: "report",
      reporters: [`0x${"11".repeat(20)}`],
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
  chainClock.tick(NOW);
  client.setConfig({ baseUrl: "http://api", fetch: async () => Response.json(health) });
});

async function shown(): Promise<string> {
  await mounted({ path: "/oracle", page: OraclePage, fake: fakeWallet({}) });
  return (await screen.findByText("Last answers")).closest("main, body")?.textContent ?? "";
}

test("OraclePage: sources, ages and signers: in words", async () => {
  const text = await shown();
  expect(text).toContain("Answered 2 minutes ago · asked 2 minutes ago");
  expect(text).toContain("Left alone for a while");
  expect(text).toContain("Answered 2 hours ago · asked just now · 6 failures in a row");
  expect(text).toContain("$187.00, 1 minute ago");
  expect(text).toContain("no price yet");
  expect(text).toContain("A signed report answers (1 of 1 signatures). 3 sources must have answered.");
});

test("OraclePage: nothing asked and nothing registered: says so", async () => {
  health = { sources: [], prices: [], signers: [] };
  const text = await shown();
  expect(text).toContain("No source was asked yet.");
  expect(text).toContain("No source is registered on chain yet.");
});
