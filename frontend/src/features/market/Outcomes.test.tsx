import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { MarketDetail } from "@/generated/api/types.gen";
import { Outcomes } from "./Outcomes";

const outcome = (index: number, label: string, group = index) => ({
  index,
  label,
  group,
  lo: null,
  hi: null,
  stake: index === 0 ? "820.000000" : "0.000000",
  share: index === 0 ? 730 : 0,
  odds: index === 0 ? "13.549999" : null,
});
const market = (phase: MarketDetail["phase"], winner: number | null, kind: MarketDetail["kind"] = "range") =>
  ({
    phase,
    winner,
    kind,
    mergeBelow: "100.000000",
    outcomes: [outcome(0, "below $180.00"), outcome(1, "$180.00 or more")],
  }) as MarketDetail;
const list = { name: "Ranges", chosen: 0, choose: vi.fn() };

test("Outcomes: open: a radio group whose options carry range, stake, share and odds", async () => {
  const choose = vi.fn();
  render(<Outcomes {...list} market={market("open", null)} choose={choose} />);
  const group = screen.getByRole("radiogroup", { name: "Ranges" });
  const [first, second] = within(group).getAllByRole("radio");
  expect(first?.getAttribute("aria-checked")).toBe("true");
  expect(first?.textContent).toContain("A");
  expect(first?.textContent).toContain("$820.00");
  expect(first?.textContent).toContain("13.54×");
  expect(second?.textContent).toContain("–");
  if (second) await userEvent.click(second);
  expect(choose.mock.calls[0]?.[0]).toBe(1);
});

test("Outcomes: settled: a list that names the winner, and nothing to choose", () => {
  render(<Outcomes {...list} market={market("settled", 1)} />);
  expect(screen.queryByRole("radio")).toBeNull();
  const items = within(screen.getByRole("list", { name: "Ranges" })).getAllByRole("listitem");
  expect(items.map((item) => item.textContent?.includes("Winner"))).toEqual([false, true]);
});

test("Outcomes: a thin range: joined with its neighbour, with the reason why, and still to be chosen", () => {
  const three = [outcome(0, "low"), outcome(1, "middle", 0), outcome(2, "high")];
  render(<Outcomes {...list} market={{ ...market("open", null), outcomes: three }} />);
  expect(screen.getAllByRole("radio")).toHaveLength(3);
  expect(
    screen.getByText(/A and B win together if betting closed now: a range with less than \$100/),
  ).toBeTruthy();
});

test("Outcomes: sides: called by their names alone", () => {
  render(<Outcomes {...list} name="Sides" market={{ ...market("settled", 0, "race") }} />);
  const first = screen.getAllByRole("listitem").at(-1);
  expect(first?.textContent?.startsWith("below $180.00")).toBe(true);
});
