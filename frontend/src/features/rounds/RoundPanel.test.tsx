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

test.each([
  ["stock", "Latest price$849.60", "$11.96"],
  ["crypto", "Price now$212.40", "$625.24"],
] as const)("RoundPanel: %s: compares prices of the same thing", async (asset, price, step) => {
  client.setConfig({ baseUrl: "http://api", fetch: (input) => answer(input as Request) });
  const market = {
    marketId: "7",
    symbol: "AAPL",
    asset,
    startValue: "837.64",
    value: null,
    phase: "settling",
  };
  const page = () => <RoundPanel market={market as MarketDetail} selected={null} estimate={null} />;
  await mounted({ path: "/", page, fake: fakeWallet({}) });
  expect((await screen.findByText(new RegExp(`\\${step}`))).textContent).toContain(step);
  expect(document.body.textContent).toContain(price);
});
