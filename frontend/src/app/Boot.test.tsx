import { act, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { client } from "@/generated/api/client.gen";
import { Boot } from "./Boot";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const FAILURES = 3;

test("Boot: the service does not answer: says so at once, and goes on saying so while it tries again", async () => {
  let asked = 0;
  client.setConfig({
    baseUrl: "http://api",
    fetch: () => (asked++ < FAILURES ? Promise.reject(new TypeError("refused")) : new Promise(() => {})),
  });
  render(<Boot />);
  for (const wait of [0, 1_000, 2_000, 5_000]) {
    await act(() => vi.advanceTimersByTimeAsync(wait));
    expect(screen.getByRole("alert").textContent).toContain("Mutuel's service does not answer.");
  }
  expect(asked).toBe(FAILURES + 1);
});
