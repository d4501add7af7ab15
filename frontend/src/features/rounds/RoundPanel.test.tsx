import { screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { client } from "@/generated/api/client.gen";
import type { MarketDetail } from "@/generated/api/types.gen";
import { fakeWallet } from "../../../tests/fakeWallet";
import { mounted } from "../../../tests/mounted";
import RoundPanel from "./RoundPanel";

vi.mock("@/ui/chart/Chart", () => ({ default: () => null }));

/** A share became four since the start: the latest price is of the new ones, the market's series of the old. */
async function answer({ url }: Request): Promise<Response> {
  const latest = { symbol: "AAPL", price: "212.40", at: 9, source: "yahoo" };
  const points = [{ at: 9, price: "849.60" }];
  const series = [{ symbol: "AAPL", source: "yahoo", points }];
  return Response.json(url.endsWith("/latest") ? latest : { marketId: "7", series, edges: [] });
}

const MARKET = { marketId: "7", symbol: "AAPL", asset: "crypto", startAt: 1, questions: [] };

async function shown(over: object) {
  client.setConfig({ baseUrl: "http://api", fetch: (input) => answer(input as Request) });
  const market = { ...MARKET, startValue: "837.64", value: null, ...over } as unknown as MarketDetail;
  const page = () => <RoundPanel market={market} selected={null} estimate={null} />;
  await mounted({ path: "/", page, fake: fakeWallet({}) });
}

test.each([
  ["stock", "Latest price$849.60", "$11.96"],
  ["crypto", "Price now$212.40", "$625.24"],
] as const)("RoundPanel: %s: compares prices of the same thing", async (asset, price, step) => {
  await shown({ asset, phase: "settling" });
  expect((await screen.findByText(new RegExp(`\\${step}`))).textContent).toContain(step);
  expect(document.body.textContent).toContain(price);
});

const END = { role: "end", state: "final", value: "840.00" };

test.each([
  ["empty", "crypto"],
  ["empty", "stock"],
  ["void", "crypto"],
  ["void", "stock"],
] as const)(
  "RoundPanel: %s, %s: its end price is what was observed, never a later one",
  async (phase, asset) => {
    await shown({ phase, asset, questions: [END] });
    expect(await screen.findByText("End price")).toBeTruthy();
    await screen.findByText(/every stake goes back\.$/);
    expect(document.body.textContent).toContain("End price$840.00");
    expect(document.body.textContent).toContain("$2.36");
  },
);

test.each([
  ["empty", "No bets, so nobody had to report it"],
  ["void", "Never became known"],
] as const)("RoundPanel: %s without a report: awaits none and shows no later price", async (phase, text) => {
  await shown({ phase, startValue: null, questions: [{ ...END, state: "none", value: null }] });
  await screen.findByText(/every stake goes back\.$/);
  expect(screen.getAllByText(text)).toHaveLength(2);
  expect(document.body.textContent).toContain(`End price${text}`);
  expect(document.body.textContent).not.toMatch(/awaited|\$212\.40|Once both/);
});
