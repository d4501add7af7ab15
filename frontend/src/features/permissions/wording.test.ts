import { expect, test } from "vitest";
import { actText, holderText, roleTitle, waitText } from "./wording";

const ADDRESS = `0x1234${"0".repeat(32)}5678`;

test.each([
  ["MutuelGovernor", "DAO (holders of votes)"],
  ["Resolution", "Resolution"],
  [null, "0x1234…5678"],
])("holderText: %s: %s", (name, text) => {
  expect(holderText({ name, address: ADDRESS })).toBe(text);
});

test("waitText: at once, or how long in public", () => {
  expect([0, 86_400].map((wait) => waitText({ wait }))).toEqual(["at once", "after 24 hours in public"]);
});

test("actText: explains what a function does, and nothing it does not know", () => {
  expect(actText("Resolution", "veto")).toBe("can only give every stake back");
  expect(actText("Escrow", "registerEngine")).toContain("opted in");
  expect(actText("Escrow", "unknown")).toBeNull();
});

test("roleTitle: words first, the name beside them; the name alone for what has none", () => {
  expect(roleTitle({ name: "VETO" })).toEqual({ title: "Vetoing a ruling", name: "VETO" });
  expect(roleTitle({ name: "9" })).toEqual({ title: "9", name: null });
});
