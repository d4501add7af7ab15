import { expect, test } from "vitest";
import { clockText, dayText } from "@/lib/time";
import { whenText } from "./RoundCard";

const OPEN = 1_795_780_200;

test("whenText: a round of minutes tells its clock, one of a day which day", () => {
  expect(whenText({ open: OPEN, close: OPEN + 600, observeAt: OPEN + 1_200 })).toBe(
    `${clockText(OPEN + 600)} – ${clockText(OPEN + 1_200)}`,
  );
  const end = OPEN + 80_000;
  expect(whenText({ open: OPEN, close: end - 1_800, observeAt: end })).toBe(dayText(end));
});
