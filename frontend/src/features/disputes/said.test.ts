import { expect, test } from "vitest";
import type { Challenge, Dispute, Ruling } from "@/generated/api/types.gen";
import { claimText, linkOf, rulingText } from "./said";

const CHALLENGE = { value: null, outcome: null, void: false, bond: "100.000000" } as unknown as Challenge;
const RULING = { by: "dao", void: false, vetoed: false } as unknown as Ruling;
const dispute = (value: string | null, outcome: number | null) =>
  ({ question: { value, outcome } }) as unknown as Dispute;

test.each([
  [{ value: "188.00" }, "Challenged with a bond of $100.00: it was $188.00"],
  [{ outcome: 1 }, "Challenged with a bond of $100.00: the second outcome won"],
  [{ void: true }, "Challenged with a bond of $100.00: nobody won"],
])("claimText %o: as people say it", (change, text) => {
  expect(claimText({ ...CHALLENGE, ...change })).toBe(text);
});

test.each([
  [{}, "188.00", null, "The DAO ruled: $188.00"],
  [{ by: "multisig" as const }, null, 0, "The multisig ruled: the first outcome won"],
  [{ void: true }, null, null, "The DAO ruled: void: every stake goes back"],
  [{ vetoed: true }, "188.00", null, "The DAO ruled, and the multisig vetoed: every stake goes back"],
])("rulingText %o: what was decided, and whether it stands", (change, value, outcome, text) => {
  expect(rulingText({ ...RULING, ...change }, dispute(value, outcome))).toBe(text);
});

test.each([
  ["https://example.org/a", "https://example.org/a"],
  ["ipfs://bafy123/a.json", "https://ipfs.io/ipfs/bafy123/a.json"],
  ["javascript:alert(1)", null],
  ["http://example.org", null],
  ["https://", null],
  ["https://example.org/cut …", null],
  ["https://[", null],
  ["", null],
])("linkOf %s: only what is safe to open", (uri, link) => {
  expect(linkOf(uri)).toBe(link);
});
