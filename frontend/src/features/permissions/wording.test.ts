import { expect, test } from "vitest";
import { holderText, waitText, whySafe } from "./wording";

const ADDRESS = `0x1234${"0".repeat(32)}5678`;

test.each([
  ["MutuelGovernor", "DAO (holders of votes)"],
  ["Resolution", "Resolution"],
  [null, "0x1234…5678"],
])("holderText: %s: %s", (name, text) => {
  expect(holderText({ name, address: ADDRESS })).toBe(text);
});

test("waitText: at once, or how long in public", () => {
  expect([0, 86_400].map((wait) => waitText({ wait }))).toEqual(["at once", "after 1 day in public"]);
});

test("whySafe: explains what a role does at once, and nothing it does not know", () => {
  expect(whySafe("Resolution", "veto")).toBe("can only give every stake back");
  expect(whySafe("Escrow", "registerEngine")).toBeNull();
});
