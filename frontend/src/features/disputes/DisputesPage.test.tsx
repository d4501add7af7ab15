import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { chainClock } from "@/chain/clock";
import { client } from "@/generated/api/client.gen";
import { fakeWallet } from "../../../tests/fakeWallet";
import { mounted } from "../../../tests/mounted";
import { DisputesPage } from "./DisputesPage";

const BEGAN = 4_000_000_000;
const HASH = `0x${"ab".repeat(32)}`;
const DISPUTE = {
  question: {
    questionId: HASH,
    state: "disputed",
    disputeReason: "spread",
    value: null,
    outcome: null,
    observeAt: BEGAN - 100,
    evidenceRoot: HASH,
  },
  open: true,
  title: "AAPL this week",
  marketId: "7",
  markets: 1,
  began: BEGAN,
  spreadBps: 60,
  maxSpreadBps: 50,
  threshold: 3,
  sources: [
    { priority: 1, source: "nasdaq", group: 1, value: "187.00", outcome: null, spreadBps: 0, refusal: null },
    {
      priority: 2,
      source: "yahoo",
      group: 2,
      value: null,
      outcome: null,
      spreadBps: null,
      refusal: "timed out",
    },
  ],
  challenges: [],
  bonds: [],
  ruling: null,
  turns: [
    { move: "rule", who: "dao", starts: null, ends: BEGAN + 158_400, bond: null },
    { move: "voidExpired", who: "anyone", starts: BEGAN + 172_800, ends: null, bond: null },
  ],
};

async function answer({ url }: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(url);
  const items = pathname === "/api/disputes" && searchParams.get("state") === "open" ? [DISPUTE] : [];
  return Response.json({ items, nextCursor: null });
}

beforeEach(() => {
  client.setConfig({ baseUrl: "http://api", fetch: (input) => answer(input as Request) });
  chainClock.tick(BEGAN + 60);
});

async function shown() {
  await mounted({ path: "/disputes", page: DisputesPage, fake: fakeWallet({}) });
}

test("DisputesPage: open dispute: sources by priority, spread, evidence, and whose turn it is", async () => {
  await shown();
  const list = await screen.findByRole("list", { name: "Open disputes, latest first" });
  expect(within(list).getByText("Disputed; waits for a ruling: the sources differ too much")).toBeTruthy();
  const rows = within(list).getAllByRole("row").slice(1);
  expect(rows.map((row) => row.textContent)).toEqual([
    "1Nasdaq · group 1$187.000.00 %",
    "2Yahoo · group 2No answer: timed out–",
  ]);
  expect(list.textContent).toContain("0.60 % (more than 0.50 % is a dispute)");
  expect(within(list).getByRole("link", { name: /0xab/ }).getAttribute("href")).toBe(
    `/api/evidence/manifests/${HASH.slice(2)}`,
  );
  expect(within(list).getByText(/The DAO may rule/).textContent).toContain("left");
  expect(within(list).getByText(/Anyone may void it/).textContent).toContain("from ");
});

test("DisputesPage: nothing past: says so", async () => {
  await shown();
  await userEvent.click(await screen.findByRole("radio", { name: "Past" }));
  expect(await screen.findByText("Nothing was ever disputed")).toBeTruthy();
});
