import { expect, test } from "vitest";
import { agoText, alarmText, askedText, lastingText, signersText } from "./wording";

test.each([
  [null, 5, "never"],
  [6, 5, "just now"],
  [5, 185, "3 minutes ago"],
])("agoText: %s at %s: %s", (at, now, text) => {
  expect(agoText(at, now)).toBe(text);
});

test("agoText: time not known yet: the moment itself", () => {
  expect(agoText(1_791_921_600, null)).toMatch(/Oct/);
});

test("signersText: says how many of whom must sign, where somebody does", () => {
  expect(signersText({ path: "proof", reporters: [], threshold: 0 })).toBe(
    "A proof on chain answers; nobody signs.",
  );
  expect(signersText({ path: "report", reporters: ["0x1", "0x2", "0x3"], threshold: 2 })).toBe(
    "A signed report answers (2 of 3 signatures).",
  );
});

test("alarmText: of a kind that the page does not know yet: its own name", () => {
  expect(alarmText({ kind: "sourceLost" })).toBe("A source does not answer");
  expect(alarmText({ kind: "moonFull" })).toBe("moonFull");
});

test("lastingText: since when, in the words of a span", () => {
  expect([5, 185].map((now) => lastingText(5, now))).toEqual(["just now", "for 3 minutes"]);
  expect(lastingText(1_791_921_600, null)).toMatch(/^since .*Oct/);
});

test.each([
  [5, 185, "Answered 3 minutes ago · asked just now"],
  [null, 185, "No answer yet · asked just now"],
])("askedText: answered at %s: %s", (answeredAt, now, text) => {
  expect(askedText({ answeredAt, askedAt: 185 }, now)).toBe(text);
});
