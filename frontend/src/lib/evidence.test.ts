import { expect, test } from "vitest";
import { isHash } from "./evidence";

test("isHash: 32 bytes alone", () => {
  expect([`0x${"ab".repeat(32)}`, `0x${"ab".repeat(20)}`, "0xab"].map(isHash)).toEqual([true, false, false]);
});
