import { act, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { Toasts } from "./Toasts";
import { toastDone, toastFailed } from "./toastStore";

test("Toasts: a success leaves by itself, a failure stays until dismissed", async () => {
  vi.useFakeTimers();
  render(<Toasts />);
  act(() => toastDone("Bet placed", "$25.00 on C"));
  act(() => toastFailed("The network does not answer.", "No money moved."));
  expect(screen.getByRole("region", { name: "Notifications" }).textContent).toContain("$25.00 on C");
  act(() => vi.advanceTimersByTime(8_000));
  vi.useRealTimers();
  expect(screen.queryByText("Bet placed")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Dismiss" }));
  expect(screen.queryByText("The network does not answer.")).toBeNull();
});

test("Toasts: many at once: the latest three", () => {
  render(<Toasts />);
  act(() => {
    for (const title of ["one", "two", "three", "four"]) toastFailed(title, "");
  });
  expect(screen.queryByText("one")).toBeNull();
  expect(screen.getByText("four")).toBeTruthy();
});
