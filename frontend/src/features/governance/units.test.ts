import { expect, test } from "vitest";
import { inUnits, isUnset } from "./units";

test.each([
  ["addTemplate", "params.takeoutBps", "250", "2.50%"],
  ["addTemplate", "params.capMax", "10000000000", "$10,000.00"],
  ["addTemplate", "params.kind", "1", "up or down"],
  ["addTemplate", "params.outcomes", "5", null],
  ["addSource", "config.window", "7200", "2 hours"],
  ["addSource", "config.notBefore", "-3600", "1 hour before"],
  ["addSource", "config.bond", "100000000", "$100.00"],
  ["addSource", "config.path", "3", "report"],
  ["schedule", "delay", "86400", "24 hours"],
  ["relay", "value", "1500000000000000000", "1.50 ETH"],
  ["relay", "value", "1", "0.000000000000000001 ETH"],
  ["scheduleBatch", "values", "[0, 1000000000000000000]", "0.00 ETH, 1.00 ETH"],
  ["coverShortfall", "amounts", "[5000000, 1]", "$5.00, $0.000001"],
  ["rule", "value", "83764000000", "$837.64"],
  ["rule", "value", "1", null],
  ["updateQuorumNumerator", "newQuorumNumerator", "10", "10%"],
  ["setProposalThreshold", "newProposalThreshold", "1000000000000000000000", "1,000 votes"],
  ["payLarge", "amount", "9 …", null],
  ["coverShortfall", "amounts", "[]", null],
  ["unheardOf", "amount", "5", null],
  [null, "data", "0x", null],
  ["schedule", "when", "281474976710655", null], // in no calendar
  ["schedule", "delay", (2n ** 256n - 1n).toString(), null], // no number of JavaScript's
  ["setTvlCap", "cap", "0", "no limit"],
  ["addSource", "config.path", "0", null],
  ["setProposalThreshold", "newProposalThreshold", "100000000000000000", null], // no whole votes
])("inUnits: %s %s %s: %s", (called, argument, value, text) => {
  expect(inUnits(called, argument, value)).toBe(text);
});

test.each([
  ["schedule", "value", "0", true],
  ["schedule", "value", "10", false],
  ["schedule", "predecessor", `0x${"00".repeat(32)}`, true],
  ["schedule", "salt", `0x${"0a".repeat(32)}`, false],
  ["schedule", "delay", "0", false],
  ["scheduleBatch", "values", "[0, 0]", true],
  ["scheduleBatch", "values", "[0, 7]", false],
  ["rule", "value", "0", false],
])("isUnset: %s %s %s: %s", (called, argument, value, unset) => {
  expect(isUnset(called, argument, value)).toBe(unset);
});
