import { describe, expect, test } from "vitest";
import { keep, keptIn, MOST_SELECTIONS, type Selection, withChosen, without, withText } from "./selections";

const one: Selection = { marketId: "7", outcome: 1, text: "25" };
const two: Selection = { marketId: "8", outcome: 0, text: "" };

function store(content: string | null) {
  let text = content;
  return {
    getItem: () => text,
    setItem: (_: string, value: string) => {
      text = value;
    },
  };
}

describe("withChosen", () => {
  test("a new market: joins at the end, without a stake", () => {
    expect(withChosen([one], "8", 0)).toEqual([one, two]);
  });

  test("another outcome of a market on the slip: the choice moves and keeps its stake", () => {
    expect(withChosen([one, two], "7", 3)).toEqual([{ ...one, outcome: 3 }, two]);
  });
});

test("withText: only the named markets", () => {
  expect(withText([one, two], ["8"], "5")).toEqual([one, { ...two, text: "5" }]);
});

test("without: only the named markets go", () => {
  expect(without([one, two], ["7"])).toEqual([two]);
});

describe("keptIn", () => {
  test("what was kept: comes back", () => {
    const place = store(null);
    keep(place, [one, two]);
    expect(keptIn(place)).toEqual([one, two]);
  });

  test.each([
    ["nothing", null],
    ["no JSON", "{"],
    ["no list", '{"marketId":"7"}'],
    [
      "foreign items",
      '[{"marketId":"x","outcome":1,"text":""},{"marketId":"7","outcome":"1","text":""},null]',
    ],
  ])("%s: an empty slip", (_, content) => {
    expect(keptIn(store(content))).toEqual([]);
  });

  test("more than one transaction takes: the first ones", () => {
    const many = Array.from({ length: 25 }, (_, index) => ({ ...one, marketId: String(index) }));
    expect(keptIn(store(JSON.stringify(many)))).toHaveLength(MOST_SELECTIONS);
  });

  test("storage that is blocked: an empty slip, and keeping it is no error", () => {
    const blocked = {
      getItem: () => {
        throw new Error("denied");
      },
      setItem: () => {
        throw new Error("denied");
      },
    };
    expect(keptIn(blocked)).toEqual([]);
    expect(() => keep(blocked, [one])).not.toThrow();
  });
});
