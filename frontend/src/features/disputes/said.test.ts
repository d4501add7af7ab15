import { expect, test } from "vitest";
import type { BondPaid, Challenge, Dispute, Ruling } from "@/generated/api/types.gen";
import { aboutText, beganText, claimText, linkOf, ownBonds, placeText, rulingText } from "./said";

const BEGAN = Date.UTC(2026, 9, 14, 18) / 1000;
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

test("ownBonds: adds up what one account put up and got, however its address is written", () => {
  const bonds = [
    { account: "0xAB", amount: "150.000000" },
    { account: "0xcd", amount: "7.000000" },
    { account: "0xab", amount: "0.000001" },
  ] as BondPaid[];
  const challenges = [{ challenger: "0xAb", bond: "100.000000" }] as Challenge[];
  expect(ownBonds({ bonds, challenges }, "0xaB")).toEqual({ back: 150_000_001n, put: 100_000_000n });
  expect(ownBonds({ bonds, challenges }, "0xef")).toEqual({ back: 0n, put: 0n });
});

test.each([
  [
    { role: "startSecond", symbol: "MSFT", value: "338.73" },
    1,
    /^Start, second asset, MSFT, observed .*, reported as \$338.73\.$/,
  ],
  [{ role: "end", symbol: "", value: null }, 2, /^Result, observed [^$]*\. 2 markets wait for it\.$/],
])("aboutText: %o", (change, markets, text) => {
  const question = { observeAt: 1_791_921_600, ...change } as Dispute["question"];
  expect(aboutText({ question, markets })).toMatch(text);
});

test.each([
  ["https://example.org/a", "https://example.org/a"],
  ["ipfs://bafy123/a.json", "https://ipfs.io/ipfs/bafy123/a.json"],
  [`evidence/${"ab".repeat(32)}`, `/api/evidence/manifests/${"ab".repeat(32)}`],
  ["evidence/../../x", null],
  ["javascript:alert(1)", null],
  ["http://example.org", null],
  ["https://", null],
  ["https://example.org/cut …", null],
  ["https://[", null],
  ["", null],
])("linkOf %s: only what is safe to open", (uri, link) => {
  expect(linkOf(uri)).toBe(link);
});

test("placeText: the host of a stranger's link, or our own archive", () => {
  expect(placeText("https://example.org/a")).toBe("at example.org");
  expect(placeText("/api/evidence/manifests/ab")).toBe("in the archive");
});

test.each([
  [null, true, "Began Wed, Oct 14, 18:00 UTC."],
  [BEGAN, true, "Began Wed, Oct 14, 18:00 UTC."],
  [BEGAN + 480, true, "Began Wed, Oct 14, 18:00 UTC. The time to rule runs from Wed, Oct 14, 18:08 UTC."],
  [BEGAN + 480, false, "Began Wed, Oct 14, 18:00 UTC. The time to rule ran from Wed, Oct 14, 18:08 UTC."],
])(
  "beganText: disputed at %s, open %s: names the moment that the hours of ruling count from",
  (at, open, text) => {
    expect(beganText({ began: BEGAN, open, question: { disputedAt: at } as Dispute["question"] })).toBe(text);
  },
);
