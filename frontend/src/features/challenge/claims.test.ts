import { expect, test } from "vitest";
import { ACCOUNT } from "../../../tests/fakeWallet";
import {
  check,
  consequences,
  LONGEST_EVIDENCE,
  paymentText,
  refusal,
  reportText,
  type Typed,
  untilText,
} from "./claims";
import type { Report } from "./report";

const REPORT: Report = {
  value: 18_700_000_000n,
  domain: "price",
  round: 0,
  bond: 100_000_001n,
  against: 100_000_001n,
  until: 900,
};
const typed = (change: Partial<Typed>): Typed => ({
  kind: "value",
  price: "188",
  evidence: "https://example.org/close",
  ...change,
});

test.each([
  [{}, 18_800_000_000n],
  [{ price: " $188.5 " }, 18_850_000_000n],
  [{ kind: "first" as const }, 0n],
  [{ kind: "second" as const }, 1n],
  [{ kind: "nobody" as const, price: "not read" }, null],
])("check: %o: what the contract is told", (change, claimed) => {
  expect(check(typed(change), REPORT)).toEqual({
    kind: "ok",
    claimed,
    evidence: "https://example.org/close",
  });
});

test.each([
  [{ price: "" }, "price", /Write the price/],
  [{ price: "x" }, "price", /digits/],
  [{ price: "187.00" }, "price", /says already/],
  [{ evidence: "  " }, "evidence", /link, or a sentence/],
  [{ evidence: "x".repeat(LONGEST_EVIDENCE + 1) }, "evidence", /At most/],
] as const)("check: %o: refused at its field", (change, field, message) => {
  expect(check(typed(change), REPORT)).toMatchObject({
    kind: "invalid",
    field,
    message: expect.stringMatching(message),
  });
});

test("check: nobody won, as the report says: refused", () => {
  expect(check(typed({ kind: "nobody" }), { value: null })).toMatchObject({ kind: "invalid", field: "kind" });
});

test("consequences: half of the reporter's odd bond is rounded down", () => {
  const [won, lost, back] = consequences(REPORT, false);
  expect(won?.[1]).toContain("$150.000001");
  expect(lost?.[1]).toContain("$100.000001");
  expect(back?.[0]).toContain("without a winner");
  expect(consequences(REPORT, true)[2]?.[0]).not.toContain("without a winner");
});

test("consequences: second round: twice the bond, half of the reporter's single one", () => {
  expect(consequences({ bond: 200n, against: 100n }, false)[0]?.[1]).toContain("$0.00025");
});

test.each([
  [{ value: 18_700_000_000n, domain: "price" as const }, "AAPL was at $187.00"],
  [{ value: 1n, domain: "outcome" as const }, "Away won"],
  [{ value: null, domain: "outcome" as const }, "nobody won"],
])("reportText %o", (report, text) => {
  expect(reportText(report, "AAPL", ["Home", "Away"])).toBe(text);
});

test.each([
  [{ until: 900 }, 100, /^Anyone may challenge it with a bond of \$100.000001 until /],
  [{ until: 900 }, null, / until /],
  [{ until: 900 }, 900, /^It could be challenged until /],
  [{ until: null }, 900, /while the network recovers/],
])("untilText: %o at %s", (change, now, text) => {
  expect(untilText({ ...REPORT, ...change }, now)).toMatch(text);
});

const MEANS = { account: ACCOUNT, wallet: 60_000_000n, credit: 60_000_000n, excludedUntil: 0, left: null };

test.each([
  [{}, 100, null],
  [{}, 900, /over/],
  [{ excludedUntil: 101 }, 100, /excluded yourself/],
  [{ left: 5n }, 100, /Your own limits leave \$0.000005/],
  [{ credit: 0n }, 100, /you have \$60.00/],
])("refusal: %o at %s", (change, now, text) => {
  const why = refusal(REPORT, { ...MEANS, ...change }, now);
  if (text === null) expect(why).toBeNull();
  else expect(why).toMatch(text);
});

test("refusal: network down: the deadline does not count", () => {
  expect(refusal({ ...REPORT, until: null }, MEANS, 10_000)).toBeNull();
});

test.each([
  [200_000_000n, /credit of \$200.00\. One transaction/],
  [0n, /^Two transactions: \$100.000001 goes/],
  [40_000_001n, /^Two transactions: \$40.000001 of it is your Mutuel credit\. \$60.00 goes/],
])("paymentText: credit of %s", (credit, text) => {
  expect(paymentText(REPORT.bond, credit)).toMatch(text);
});
