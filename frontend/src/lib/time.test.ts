import { expect, test } from "vitest";
import { clockText, countdown, dayText, roughly, shortText, spanExact, spanText } from "./time";

test.each([
  [0, "00:00:00"],
  [-5, "00:00:00"],
  [59.9, "00:00:59"],
  [3 * 3600 + 20 * 60, "03:20:00"],
  [86_399, "23:59:59"],
  [86_400, "1d 00:00:00"],
  [3 * 86_400 + 4 * 3600 + 729, "3d 04:12:09"],
])("countdown: %s s left: %s", (left, text) => {
  expect(countdown(left)).toBe(text);
});

test.each([
  [0, "0 seconds"],
  [1, "1 second"],
  [119, "1 minute"],
  [7200, "2 hours"],
  [86_400, "24 hours"],
  [172_799, "47 hours"],
  [200_000, "2 days"],
])("roughly: %s s: %s", (seconds, text) => {
  expect(roughly(seconds)).toBe(text);
});

test.each([
  [0, "0 seconds"],
  [86_400, "24 hours"],
  [5_400, "1 hour 30 minutes"],
  [3 * 86_400 + 3_601, "3 days 1 hour 1 second"],
  [-3_600, "1 hour before"],
])("spanExact: %s s: %s", (seconds, text) => {
  expect(spanExact(seconds)).toBe(text);
});

const AT = 1_795_781_760; // 16 minutes past an hour: in no zone is it midnight within the next ten

test("spanText: one day is named once, two days both", () => {
  const [first, last] = [clockText(AT), clockText(AT + 600)];
  expect(spanText(AT, AT + 600)).toContain(`${dayText(AT)}, ${first} – ${last}`);
  const days = spanText(AT, AT + 86_400);
  expect(days).toContain(`${shortText(AT)} – ${dayText(AT + 86_400)}, ${first}`);
});
