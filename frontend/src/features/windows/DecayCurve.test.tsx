import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { DecayCurve } from "./DecayCurve";

const curve = { k0: 1, k1: 0, open: 1_000, plannedClose: 1_600 };

test("DecayCurve: says in words what it draws, with the break-even when there is one", () => {
  const { rerender } = render(<DecayCurve curve={curve} left={0.5} now={5_000} breakEven={7_201} />);
  expect(screen.getByRole("img").getAttribute("aria-label")).toBe(
    "Weight of a stake, falling until betting closes: now 0.50×; a correct bet breaks even at 0.73×",
  );
  expect(screen.getByText("break-even 0.73×")).toBeTruthy();
  rerender(<DecayCurve curve={curve} left={0.5} now={5_000} breakEven={null} />);
  expect(screen.queryByText(/break-even/)).toBeNull();
});

test("DecayCurve: names the weight at both ends, and the break-even where the curve is far from it", () => {
  const flatter = { k0: 4, k1: 1, open: 1_000, plannedClose: 1_600 };
  const { rerender } = render(<DecayCurve curve={flatter} left={0.5} now={6_250} breakEven={2_000} />);
  expect(screen.getByText("1.00× at the opening")).toBeTruthy();
  expect(screen.getByText("0.25× at the close")).toBeTruthy();
  expect(screen.getByText(/break-even/).className).toContain("left-0");
  rerender(<DecayCurve curve={flatter} left={0.5} now={6_250} breakEven={9_000} />);
  expect(screen.getByText(/break-even/).className).toContain("right-0");
});
