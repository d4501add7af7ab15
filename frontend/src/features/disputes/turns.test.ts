import { expect, test } from "vitest";
import type { Turn } from "@/generated/api/types.gen";
import { possible } from "./turns";

const turn = (change: Partial<Turn>): Turn => ({
  move: "rule",
  who: "dao",
  starts: null,
  ends: null,
  bond: null,
  ...change,
});
const TURNS = [
  turn({ ends: 44 }),
  turn({ move: "fallbackRule", who: "multisig", starts: 44, ends: 48 }),
  turn({ move: "voidExpired", who: "anyone", starts: 48 }),
];
const moves = (now: number | null) => possible(TURNS, now).map((one) => [one.turn.move, one.now]);

test.each([
  [
    10,
    [
      ["rule", true],
      ["fallbackRule", false],
      ["voidExpired", false],
    ],
  ],
  [
    44,
    [
      ["rule", true],
      ["fallbackRule", false],
      ["voidExpired", false],
    ],
  ],
  [
    45,
    [
      ["fallbackRule", true],
      ["voidExpired", false],
    ],
  ],
  [49, [["voidExpired", true]]],
  [
    null,
    [
      ["rule", false],
      ["fallbackRule", false],
      ["voidExpired", false],
    ],
  ],
])("possible: at %s: whose turn it is, and who comes next", (now, expected) => {
  expect(moves(now)).toEqual(expected);
});

test("possible: a challenge names its bond", () => {
  const [one] = possible([turn({ move: "challenge", who: "anyone", bond: "200.000000" })], 1);
  expect(one?.text).toBe("Anyone may challenge the report, with a bond of $200.00");
});
