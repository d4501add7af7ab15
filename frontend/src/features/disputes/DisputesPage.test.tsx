import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { chainClock } from "@/chain/clock";
import { client } from "@/generated/api/client.gen";
import { ACCOUNT, type Behaviour, fakeWallet } from "../../../tests/fakeWallet";
import { mounted } from "../../../tests/mounted";
import { stopClockAt } from "../../../tests/stoppedClock";
import { DisputesPage } from "./DisputesPage";

const BEGAN = 4_000_000_000;
const HASH = `0x${"ab".repeat(32)}`;
const DISPUTE = {
  question: {
    questionId: HASH,
    role: "end",
    symbol: "AAPL",
    state: "disputed",
    disputeReason: "spread",
    value: null,
    outcome: null,
    observeAt: BEGAN - 100,
    disputedAt: BEGAN,
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
      refusal: "off: no key is set",
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

let open: unknown;

async function answer({ url }: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(url);
  const items = pathname === "/api/disputes" && searchParams.get("state") === "open" ? [open] : [];
  return Response.json({ items, nextCursor: null });
}

beforeEach(() => {
  open = DISPUTE;
  client.setConfig({ baseUrl: "http://api", fetch: (input) => answer(input as Request) });
  stopClockAt(BEGAN + 60);
});

async function shown(behaviour: Behaviour = {}) {
  const fake = fakeWallet(behaviour);
  await mounted({ path: "/disputes", page: DisputesPage, fake });
  return fake;
}

test("DisputesPage: open dispute: sources by priority, spread, evidence, and whose turn it is", async () => {
  await shown();
  const list = await screen.findByRole("list", { name: "Open disputes, latest first" });
  expect(within(list).getByText("Disputed; waits for a ruling: the sources differ too much")).toBeTruthy();
  const rows = within(list).getAllByRole("row").slice(1);
  expect(rows.map((row) => row.textContent)).toEqual([
    "1Nasdaq · group 1$187.000.00%",
    "2Yahoo · group 2Switched off: no key is set–",
  ]);
  expect(list.textContent).toContain("0.60% (more than 0.50% is a dispute)");
  expect(list.textContent).toContain("Every source counts by itself.");
  expect(list.textContent).toContain("there must be enough groups, too");
  expect(list.textContent).toMatch(/Question 0x\w{6}….{6}0x\w{64}, as a ruling names it/);
  expect(within(list).getByRole("link", { name: /0xab/ }).getAttribute("href")).toBe(
    `/api/evidence/manifests/${HASH.slice(2)}`,
  );
  expect(within(list).getByText(/The DAO may rule/).textContent).toContain("left");
  expect(within(list).getByText(/Anyone may void it/).textContent).toContain("from ");
});

test("DisputesPage: nobody ruled in time: anybody ends it, and reads what that does", async () => {
  chainClock.tick(BEGAN + 172_801);
  const fake = await shown();
  expect(await screen.findByText(/every stake and every bond goes back in full/)).toBeTruthy();
  await userEvent.click(screen.getByRole("button", { name: "End this dispute now" }));
  await waitFor(() => expect(fake.sent).toEqual([{ functionName: "voidUnruled", args: [HASH] }]));
});

const SLOT = { credit: 200_000_000n, engineMask: 0, flags: 0, excludedUntil: 0, withdrawNonce: 0 };
const REPORTED = {
  observation: [1, 18_700_000_000n, 18_700_000_000n, 18_700_000_000n, BEGAN, false],
  clockOf: {
    proposedAt: BEGAN,
    windowEnds: BEGAN + 7_200,
    challengedAt: BEGAN,
    disputedAt: 0,
    round: 1,
    seq: 2,
    corrections: 0,
    domain: 0,
    bond: 50_000_000n,
    noWinner: false,
    proposer: ACCOUNT,
    challenger: ACCOUNT,
  },
  finalAt: BEGAN + 7_200,
  accountOf: SLOT,
};

test("DisputesPage: second report: challenged with twice the bond, its consequences in words", async () => {
  const turn = { move: "challenge", who: "anyone", starts: null, ends: BEGAN + 7_200, bond: "100.000000" };
  open = { ...DISPUTE, question: { ...DISPUTE.question, state: "proposed" }, turns: [turn] };
  const fake = await shown({ answers: REPORTED });
  await userEvent.click(await screen.findByRole("button", { name: "Challenge this result" }));
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toContain("The report says that AAPL was at $187.00");
  const submit = await within(dialog).findByRole("button", { name: "Challenge with $100.00" });
  await userEvent.click(submit);
  expect(dialog.textContent).toContain("Write the price that you say is right.");
  await userEvent.type(within(dialog).getByLabelText("Price (USD)"), "188.5");
  await userEvent.type(within(dialog).getByLabelText(/What shows it/), "The exchange says so");
  await userEvent.click(submit);
  const args = [HASH, 18_850_000_000n, false, "The exchange says so"];
  await waitFor(() => expect(fake.sent).toEqual([{ functionName: "challenge", args }]));
});

const CHALLENGE = {
  challenger: ACCOUNT,
  at: BEGAN,
  round: 0,
  value: "188.00",
  outcome: null,
  void: false,
  bond: "100.000000",
  evidenceUri: "",
  tx: HASH,
};

test.each([
  [true, "Your bond of $100.00 is locked until this is decided."],
  [false, "You lost your bond of $100.00: the result was not nearer to your claim."],
])("DisputesPage: own challenge, open %s: says what became of the bond", async (stillOpen, text) => {
  open = { ...DISPUTE, open: stillOpen, challenges: [CHALLENGE] };
  await shown();
  expect(await screen.findByText(text)).toBeTruthy();
});

test("DisputesPage: own bond came back: says where it is", async () => {
  const bond = { account: ACCOUNT, amount: "150.000000", round: 0, at: BEGAN, tx: HASH };
  open = { ...DISPUTE, bonds: [bond], challenges: [CHALLENGE] };
  await shown({ answers: { accountOf: SLOT } });
  expect((await screen.findByText(/came back to you as Mutuel credit/)).textContent).toContain("$150.00");
  expect(await screen.findByRole("button", { name: "Withdraw $200.00" })).toBeTruthy();
});

test("DisputesPage: nothing past: says so", async () => {
  await shown();
  await userEvent.click(await screen.findByRole("radio", { name: "Past" }));
  expect(await screen.findByText("No dispute is over yet")).toBeTruthy();
});
