import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import type { SlipControl } from "@/features/bet/useSlip";
import type { MarketDetail } from "@/generated/api/types.gen";
import { Ranges } from "./Ranges";

const outcomes = [
  {
    index: 0,
    label: "below $180.00",
    lo: null,
    hi: "180.00",
    stake: "820.000000",
    share: 730,
    odds: "13.549999",
  },
  { index: 1, label: "$180.00 or more", lo: "180.00", hi: null, stake: "0.000000", share: 0, odds: null },
];
const market = (phase: MarketDetail["phase"], winner: number | null) =>
  ({ phase, winner, outcomes }) as MarketDetail;

test("Ranges: open: a radio group whose options carry range, stake, share and odds", async () => {
  const choose = vi.fn();
  render(<Ranges market={market("open", null)} slip={{ outcome: 0, choose } as unknown as SlipControl} />);
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

test("Ranges: settled: a list that names the winner, and nothing to choose", () => {
  render(<Ranges market={market("settled", 1)} slip={{ outcome: null } as unknown as SlipControl} />);
  expect(screen.queryByRole("radio")).toBeNull();
  const items = within(screen.getByRole("list", { name: "Ranges" })).getAllByRole("listitem");
  expect(items.map((item) => item.textContent?.includes("Winner"))).toEqual([false, true]);
});
