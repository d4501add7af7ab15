import { act, screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { choose, drop } from "@/features/bet/selectionStore";
import { client } from "@/generated/api/client.gen";
import { fakeWallet } from "../../../tests/fakeWallet";
import { mounted } from "../../../tests/mounted";
import { MatchPage } from "./MatchPage";

const screenIs = vi.hoisted(() => ({ wide: false }));
vi.mock("@/ui/useWide", () => ({ useWide: () => screenIs.wide }));

const MATCH = {
  number: 9001,
  sport: "CRICKET",
  sides: ["Harbour Lights", "Mill Town"],
  start: 4_000_000_000,
  mode: "time",
  windowSeconds: 600,
  planned: 3,
  phase: "upcoming",
  total: "0.000000",
  open: 0,
  markets: [],
};
const WINDOW = {
  marketId: "7",
  title: "Window 1",
  kind: "matchWinner",
  phase: "open",
  outcomes: [
    { index: 0, label: "Harbour Lights", odds: "2.000000" },
    { index: 1, label: "Mill Town", odds: null },
  ],
};

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname.startsWith("/api/matches/")) return Response.json(MATCH);
  return Response.json(pathname.startsWith("/api/markets/") ? WINDOW : { items: [] });
}

beforeEach(async () => {
  sessionStorage.clear();
  drop(["7"]);
  client.setConfig({ baseUrl: "http://api", fetch: (input) => answer(input as Request) });
});

async function shown() {
  await mounted({
    path: "/matches/$number",
    at: "/matches/9001",
    page: MatchPage,
    fake: fakeWallet({ balance: 1_000_000_000n }),
  });
  await screen.findByRole("heading", { name: "Harbour Lights – Mill Town" });
}
const bar = () => screen.queryByRole("button", { name: "Bet on Harbour Lights · 2.00×" });

test("MatchPage: narrow: the slip waits behind a bar as soon as a bet is on it", async () => {
  screenIs.wide = false;
  await shown();
  expect(bar()).toBeNull();
  act(() => choose("7", 0));
  await waitFor(() => expect(bar()).not.toBeNull());
  expect(screen.queryByRole("heading", { name: "Bet slip" })).toBeNull();
});

test("MatchPage: wide: the slip stands beside the windows as soon as a bet is on it", async () => {
  screenIs.wide = true;
  await shown();
  expect(screen.queryByRole("heading", { name: "Bet slip" })).toBeNull();
  act(() => choose("7", 0));
  await screen.findByRole("heading", { name: "Bet slip" });
  expect(bar()).toBeNull();
});
