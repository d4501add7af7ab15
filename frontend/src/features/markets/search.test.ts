import { describe, expect, test } from "vitest";
import { apiQueryOf, compact, marketsSearch } from "./search";

describe("marketsSearch", () => {
  test("known values: kept", () => {
    const search = { kind: "race", asset: "crypto", phase: "settled", match: 7, q: "btc", sort: "pool" };
    expect(marketsSearch(search)).toEqual(search);
  });

  test("defaults: left out, so that one list has one address", () => {
    expect(marketsSearch({ kind: "all", phase: "open", sort: "closing", q: "" })).toEqual({});
  });

  test.each([
    [{ kind: "toString" }],
    [{ phase: 3 }],
    [{ match: "x" }],
    [{ match: -1 }],
    [{ match: 2 ** 32 }],
    [{ sort: null }],
    [{ foreign: "1" }],
  ])("%o: not understood, left out", (raw) => {
    expect(marketsSearch(raw)).toEqual({});
  });

  test("a search that looks like a number: words all the same, and bounded", () => {
    expect(marketsSearch({ q: 2026 })).toEqual({ q: "2026" });
    expect(marketsSearch({ q: "x".repeat(100) }).q).toHaveLength(80);
  });
});

test("compact: a filter set back to its default leaves the address", () => {
  expect(compact({ kind: "range", phase: "open", match: undefined })).toEqual({ kind: "range" });
});

describe("apiQueryOf", () => {
  test("nothing chosen: open markets, the soonest close first", () => {
    expect(apiQueryOf({})).toEqual({ phase: "open", sort: "closing" });
  });

  test("matches: one product of both ways to pay out", () => {
    expect(apiQueryOf({ kind: "match" })).toMatchObject({ product: "match-windows", kind: undefined });
    expect(apiQueryOf({ match: 7 })).toMatchObject({ product: "match-windows", match: 7 });
  });

  test("every phase: no filter", () => {
    expect(apiQueryOf({ phase: "all" }).phase).toBeUndefined();
  });

  test("blank words: no filter", () => {
    expect(apiQueryOf({ q: "  " }).q).toBeUndefined();
  });
});
