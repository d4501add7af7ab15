import { screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { client } from "@/generated/api/client.gen";
import { fakeWallet } from "../../../tests/fakeWallet";
import { mounted } from "../../../tests/mounted";
import { InsurancePage } from "./InsurancePage";

const HASH = `0x${"ab".repeat(32)}`;
const PAYOUT = {
  at: 4_000_000_000,
  tx: HASH,
  marketId: "7",
  account: `0x${"11".repeat(20)}`,
  amount: "3.500000",
  evidenceHash: HASH,
};

let payouts: unknown[];
beforeEach(() => {
  payouts = [PAYOUT];
  client.setConfig({
    baseUrl: "http://api",
    fetch: async (input) =>
      new URL((input as Request).url).pathname.endsWith("payouts")
        ? Response.json({ items: payouts, nextCursor: null })
        : Response.json({ marketCap: "50000.000000", paid: "3.500000" }),
  });
});

const shown = () =>
  mounted({ path: "/insurance", page: InsurancePage, fake: fakeWallet({ balance: 40_000_000_000n }) });

test("InsurancePage: balance from the chain, cap, and what was paid to whom", async () => {
  await shown();
  expect(await screen.findByText("$40,000.00")).toBeTruthy();
  expect(screen.getByText("$50,000.00")).toBeTruthy();
  expect((await screen.findByRole("list", { name: "Payouts, latest first" })).textContent).toContain(
    "$3.50 to",
  );
  expect(screen.getByRole("link", { name: "this market" }).getAttribute("href")).toBe("/m/7");
});

test("InsurancePage: nothing was paid: says so", async () => {
  payouts = [];
  await shown();
  expect(await screen.findByText("Nothing has been paid yet")).toBeTruthy();
});
