import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { client } from "@/generated/api/client.gen";
import { ACCOUNT, fakeWallet } from "../../../tests/fakeWallet";
import { mounted } from "../../../tests/mounted";
import { stopClockAt } from "../../../tests/stoppedClock";
import { GovernancePage } from "./GovernancePage";

const NOW = 4_000_000_000;
const ADDRESS = `0x${"11".repeat(20)}`;
const HASH = `0x${"ab".repeat(32)}`;
const CALLS = [
  {
    depth: 0,
    to: ADDRESS,
    value: "0",
    contract: "Timelock",
    function: "schedule",
    arguments: [{ name: "delay", value: "86400" }],
  },
  {
    depth: 1,
    to: ADDRESS,
    value: "0",
    contract: "Escrow",
    function: "setTvlCap",
    arguments: [{ name: "cap", value: "5" }],
  },
];
const PROPOSAL = {
  proposalId: "12",
  state: "active",
  description: "Raise the cap",
  proposer: ADDRESS,
  at: NOW - 100,
  votesFrom: NOW - 50,
  votesUntil: NOW + 3_600,
  votesFor: "600000",
  votesAgainst: "0",
  votesAbstain: "0",
  quorum: "1000000",
  calls: CALLS,
  callsLeftOut: 0,
  tx: HASH,
};
const ACT = {
  actId: HASH,
  state: "waiting",
  at: NOW,
  readyAt: NOW + 86_400,
  endedAt: null,
  calls: CALLS.slice(1),
  callsLeftOut: 0,
  tx: HASH,
};

let answers: Record<string, unknown[]>;
beforeEach(() => {
  answers = { "/api/governance/proposals": [PROPOSAL], "/api/governance/acts": [ACT] };
  stopClockAt(NOW);
  client.setConfig({
    baseUrl: "http://api",
    fetch: async (input) =>
      Response.json({ items: answers[new URL((input as Request).url).pathname] ?? [], nextCursor: null }),
  });
});

const VOTE = 10n ** 18n;
const NOBODY = `0x${"00".repeat(20)}`;

async function shown(answers: Record<string, unknown> = {}) {
  const fake = fakeWallet({
    answers: { balanceOf: 0n, getVotes: 0n, delegates: NOBODY, hasVoted: false, castVote: 0n, ...answers },
  });
  await mounted({ path: "/governance", page: GovernancePage, fake });
  return fake;
}

test("GovernancePage: a vote under way: votes, quorum, and what it would do in words", async () => {
  await shown();
  const list = await screen.findByRole("list", { name: "Proposals, latest first" });
  expect(within(list).getByRole("heading", { name: "Raise the cap" })).toBeTruthy();
  expect(within(list).getByText("600,000")).toBeTruthy();
  expect(within(list).getByText("60% of 1,000,000")).toBeTruthy();
  expect(within(list).getByText("Timelock.schedule")).toBeTruthy();
  expect(within(list).getByText("Escrow.setTvlCap")).toBeTruthy();
  expect(within(list).getByText(/Vote ends in/)).toBeTruthy();
});

test("GovernancePage: an act in the timelock: counts down its day", async () => {
  await shown();
  const list = await screen.findByRole("list", { name: "Acts of the timelock, latest first" });
  expect(within(list).getByRole("timer").textContent).toBe("1d 00:00:00");
  expect(within(list).getByText("Escrow.setTvlCap")).toBeTruthy();
});

test("GovernancePage: numbers of a call: in the units of people, as the chain has them in the title", async () => {
  await shown();
  const [proposed] = await screen.findAllByRole("list", { name: "What it does" });
  expect(within(proposed as HTMLElement).getByTitle("86400 on chain").textContent).toBe("24 hours");
  expect(within(proposed as HTMLElement).getByTitle("5 on chain").textContent).toBe("$0.000005");
  expect(screen.queryByText(/Sends/)).toBeNull();
});

test("GovernancePage: a call that sends ether: says how much", async () => {
  const calls = [{ ...CALLS[1], value: "1500000000000000000" }];
  answers = { "/api/governance/acts": [{ ...ACT, calls }] };
  await shown();
  expect(await screen.findByText("Sends 1.50 ETH")).toBeTruthy();
});

test("GovernancePage: ether to an account, without a call: a payment, not bytes to be read", async () => {
  const raw = { depth: 0, to: ADDRESS, contract: null, function: null, value: "5000000000000000000" };
  answers = {
    "/api/governance/acts": [{ ...ACT, calls: [{ ...raw, arguments: [{ name: "data", value: "0x" }] }] }],
  };
  await shown();
  const list = await screen.findByRole("list", { name: "What it does" });
  expect(list.textContent).toMatch(
    /^A payment to 0x.*; it calls no function\.Sends 5\.00 ETHalong with this call\.$/,
  );
});

test("GovernancePage: a call that nobody can read: marked, with its bytes", async () => {
  const raw = { depth: 1, to: ADDRESS, contract: null, function: null, value: "0" };
  const calls = [{ ...raw, arguments: [{ name: "data", value: "0xabcdef01" }] }];
  answers = { "/api/governance/acts": [{ ...ACT, calls }] };
  await shown();
  const list = await screen.findByRole("list", { name: "What it does" });
  expect(within(list).getByText("Not decoded")).toBeTruthy();
  expect(list.textContent).toContain("0xabcdef01");
});

test.each([
  [936, "936 more calls do not fit on this page. Support this only if you have read all of it elsewhere."],
  [1, "1 more call does not fit on this page."],
])("GovernancePage: %i calls too many: says how many are not shown", async (callsLeftOut, said) => {
  answers = { "/api/governance/proposals": [{ ...PROPOSAL, callsLeftOut }] };
  await shown();
  const list = await screen.findByRole("list", { name: "What it does" });
  expect(list.textContent).toContain(said);
});

test("GovernancePage: holder of votes: votes on a proposal under way", async () => {
  const fake = await shown({ balanceOf: 5n * VOTE, getVotes: 5n * VOTE, delegates: ACCOUNT });
  expect(await screen.findByText("5 votes, and all of them count.")).toBeTruthy();
  await userEvent.click(await screen.findByRole("button", { name: "Against" }));
  await waitFor(() => expect(fake.sent).toEqual([{ functionName: "castVote", args: [12n, 0] }]));
});

test.each([
  [{}, /None of your votes counted when this vote began/],
  [{ getVotes: VOTE, hasVoted: true }, /You have voted on this/],
])("GovernancePage: %o: the buttons are off and say why", async (answers, why) => {
  await shown(answers);
  expect((await screen.findByRole("button", { name: "For" })).hasAttribute("disabled")).toBe(true);
  expect(screen.getByText(why)).toBeTruthy();
});

test("GovernancePage: votes that count for nobody: delegates them to their holder", async () => {
  const fake = await shown({ balanceOf: 5n * VOTE });
  await userEvent.click(await screen.findByRole("button", { name: "Make my 5 votes count" }));
  await waitFor(() => expect(fake.sent).toEqual([{ functionName: "delegate", args: [ACCOUNT] }]));
});

test("GovernancePage: accepted, but not in the transaction that the service names: sends nothing", async () => {
  answers = { "/api/governance/proposals": [{ ...PROPOSAL, state: "succeeded" }] };
  const fake = await shown();
  await userEvent.click(await screen.findByRole("button", { name: "Carry it out now" }));
  expect(await screen.findByText("What the page shows is not on chain as it says.")).toBeTruthy();
  expect(fake.sent).toEqual([]);
});

test("GovernancePage: nothing under way: says so", async () => {
  answers = {};
  await shown();
  expect(await screen.findByText("Nothing waits")).toBeTruthy();
  expect(await screen.findByText("Nobody has proposed anything yet")).toBeTruthy();
});
