import { act, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { chainClock } from "@/chain/clock";
import { Countdown } from "./Countdown";

test("Countdown: follows the chain's time, and warns in the last minute", () => {
  render(<Countdown to={10_000} />);
  expect(screen.queryByRole("timer")).toBeNull();
  act(() => chainClock.tick(2_800));
  expect(screen.getByRole("timer").textContent).toBe("02:00:00");
  expect(screen.getByRole("timer").getAttribute("aria-label")).toBe("2 hours left");
  act(() => chainClock.tick(9_950));
  expect(screen.getByRole("timer").className).toContain("warn");
  act(() => chainClock.tick(10_500));
  expect(screen.getByRole("timer").textContent).toBe("00:00:00");
  expect(screen.getByRole("timer").getAttribute("aria-label")).toBe("over");
});
