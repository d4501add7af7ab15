import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import { client } from "@/generated/api/client.gen";
import { type Behaviour, fakeWallet } from "../../../tests/fakeWallet";
import { mounted } from "../../../tests/mounted";
import BetSlip from "./BetSlip";
import { choose, drop } from "./selectionStore";

const MARKET = {
  kind: "updown",
  phase: "open",
  open: 1,
  close: 4_000_000_000,
  plannedClose: 4_000_000_000,
  observeAt: 4_000_000_100,
  k0: 1,
  k1: 1,
  total: "100.000000",
  bets: 2,
  winner: null,
  seq: 1,
  state: "open",
  mergeBelow: "0.000000",
  outcomes: [
    { index: 0, label: "Down", odds: "2.000000", group: 0, stake: "50.000000", share: 5000 },
    { index: 1, label: "Up", odds: "2.000000", group: 1, stake: "50.000000", share: 5000 },
  ],
};
type Change = Record<string, unknown>;
/** What the API answers besides the usual. */
let estimates: (marketId: string) => Change;

async function answer(request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  const marketId = pathname.split("/")[3] ?? "";
  if (!pathname.endsWith("/estimate"))
    return Response.json({ ...MARKET, marketId, title: `Market ${marketId}` });
  const change = estimates(marketId);
  if ("code" in change) return Response.json(change, { status: 409 });
  const amount = searchParams.get("amount") ?? "";
  return Response.json({
    marketId,
    outcome: Number(searchParams.get("outcome")),
    amount,
    low: amount,
    now: amount,
    high: amount,
    oddsAfter: "1.900000",
    youCanStillStake: "100.000000",
    why: "floor",
    minWeight: "1",
    multiplier: "1.0000",
    breakEven: null,
    losing: false,
    ifYouWait: null,
    projectedGroup: [Number(searchParams.get("outcome"))],
    ...change,
  });
}

beforeEach(() => {
  sessionStorage.clear();
  drop(["7", "8"]);
  estimates = () => ({});
  client.setConfig({ baseUrl: "http://api", fetch: (input) => answer(input as Request) });
});

async function shown(behaviour: Behaviour) {
  const fake = fakeWallet({ balance: 1_000_000_000n, ...behaviour });
  await mounted({ path: "/", page: BetSlip, fake });
  await screen.findByText("Your slip is empty");
  return { names: () => fake.sent.map(({ functionName }) => functionName) };
}

async function placing(name: string) {
  const button = await screen.findByRole("button", { name });
  await waitFor(() => expect(button).toHaveProperty("disabled", false));
  await userEvent.click(button);
}

describe("BetSlip", () => {
  test("two markets, the same stake on each: one button with the exact total", async () => {
    await shown({});
    act(() => {
      choose("7", 1);
      choose("8", 0);
    });
    await userEvent.click(await screen.findByRole("button", { name: "$25" }));
    await screen.findByRole("button", { name: "Place 2 bets · $50.00" });
    const rows = within(screen.getByRole("list", { name: "Bets on the slip" })).getAllByRole("listitem");
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringContaining("Market 7Up"),
      expect.stringContaining("Market 8Down"),
    ]);
  });

  test("the contract would refuse one: nothing is sent, both stay, and the reason stands at its name", async () => {
    const { names } = await shown({ allowance: 50_000_000n, codes: [0, 8] });
    act(() => {
      choose("7", 1);
      choose("8", 0);
    });
    await userEvent.click(await screen.findByRole("button", { name: "$25" }));
    await placing("Place 2 bets · $50.00");
    const results = await screen.findByRole("list", { name: "Results" });
    expect(results.textContent).toBe("Down · Market 8Not placed, and nothing was taken. The pool was full.");
    expect(screen.getByRole("alert").textContent).toContain("no bet was sent");
    expect(names()).toEqual([]);
    expect(screen.getAllByRole("textbox")).toHaveLength(2);
  });

  test("betting closed between the estimate and the wallet: nothing is sent, and it says what changed", async () => {
    const { names } = await shown({ allowance: 50_000_000n });
    act(() => choose("7", 1));
    await userEvent.type(await screen.findByLabelText("Stake (USDC)"), "25");
    const button = await screen.findByRole("button", { name: "Bet $25.00 on Up" });
    estimates = () => ({ code: "bettingClosed", message: "Betting closed at 12:00.", details: {} });
    await userEvent.click(button);
    expect((await screen.findByRole("alert")).textContent).toContain("Market 7: Betting closed at 12:00.");
    expect(names()).toEqual([]);
  });

  test("a win would return less: refused until it is allowed, then placed and taken off the slip", async () => {
    const { names } = await shown({ allowance: 50_000_000n });
    estimates = () => ({ losing: true, now: "20.000000" });
    act(() => choose("7", 1));
    await userEvent.type(await screen.findByLabelText("Stake (USDC)"), "25");
    await screen.findByText("Even if it wins, this bet returns about $20.00 of its $25.00.");
    expect(screen.getByRole("button", { name: "Check the stake" })).toHaveProperty("disabled", true);
    await userEvent.click(
      screen.getByRole("checkbox", { name: "Allow a winning bet that returns less than its stake" }),
    );
    await placing("Bet $25.00 on Up");
    await waitFor(() => expect(names()).toEqual(["bet"]));
  });

  test("removed: leaves the slip empty", async () => {
    await shown({});
    act(() => choose("7", 1));
    await userEvent.click(await screen.findByRole("button", { name: "Remove Up, Market 7" }));
    await screen.findByText("Your slip is empty");
  });
});
