import { screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { client } from "@/generated/api/client.gen";
import { fakeWallet } from "../../../tests/fakeWallet";
import { mounted } from "../../../tests/mounted";
import { MatchesPage } from "./MatchesPage";

const MATCH = {
  number: 9001,
  sport: "CRICKET",
  sides: ["Harbour Lights", "Mill Town"],
  start: 4_000_000_000,
  mode: "time",
  windowSeconds: 600,
  planned: 6,
  phase: "upcoming",
  total: "0.000000",
  windows: 15,
  open: 0,
};

beforeEach(() => {
  client.setConfig({ baseUrl: "http://api", fetch: async () => Response.json({ items: [MATCH] }) });
});

test("MatchesPage: several markets in each window: both are counted under their own names", async () => {
  await mounted({ path: "/matches", at: "/matches", page: MatchesPage, fake: fakeWallet({ balance: 0n }) });
  await screen.findByText(/6 windows of 10 minutes/);
  expect(screen.getByText("Markets").nextElementSibling?.textContent).toBe("15");
  expect(screen.queryByText("Windows")).toBeNull();
});
