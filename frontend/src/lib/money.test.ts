import { describe, expect, test } from "vitest";
import { decimalOf, microOf, parseAmount, typedOf, usdDown, usdExact } from "./money";

describe("parseAmount", () => {
  test.each([
    ["25", 25_000_000n],
    ["12.5", 12_500_000n],
    [".5", 500_000n],
    ["0.000001", 1n],
    ["7.", 7_000_000n],
    [" $1,234.56 ", 1_234_560_000n],
    ["9007199254.740993", 9_007_199_254_740_993n],
  ])("%s: exact micro-units", (typed, value) => {
    expect(parseAmount(typed)).toEqual({ kind: "ok", value });
  });

  test("nothing typed: not an error yet", () => {
    expect(parseAmount("  ")).toEqual({ kind: "empty" });
  });

  test("seven decimals: refused, not rounded", () => {
    expect(parseAmount("1.0000001")).toMatchObject({
      kind: "invalid",
      message: expect.stringContaining("6 decimals"),
    });
  });

  test.each(["-5", "1e6", "0x10", "1,5", "12,34", "five", ".", "$", "1.2.3", "9999999999999"])(
    "%s: refused",
    (typed) => {
      expect(parseAmount(typed).kind).toBe("invalid");
    },
  );
});

describe("microOf", () => {
  test.each([
    ["12.500000", 12_500_000n],
    ["0", 0n],
    ["-0.000001", -1n],
    ["9007199254.740993", 9_007_199_254_740_993n],
  ])("%s: exact", (decimal, micro) => {
    expect(microOf(decimal)).toBe(micro);
  });

  test.each(["", "1.2345678", "1,000.00", "NaN"])("%s: throws", (decimal) => {
    expect(() => microOf(decimal)).toThrow(TypeError);
  });
});

describe("formatting", () => {
  test("decimalOf and microOf: inverse", () => {
    for (const micro of [0n, 1n, 999_999n, 1_000_000n, -1n, 9_007_199_254_740_993n]) {
      expect(microOf(decimalOf(micro))).toBe(micro);
    }
  });

  test("usdDown: cents are cut, never rounded up", () => {
    expect(usdDown(1_239_999_999n)).toBe("$1,239.99");
    expect(usdDown(-19_999n)).toBe("−$0.01");
    expect(usdDown(1_234_567_000_000n)).toBe("$1,234,567.00");
  });

  test("usdExact: keeps what is below a cent", () => {
    expect(usdExact(1_000_001n)).toBe("$1.000001");
    expect(usdExact(25_000_000n)).toBe("$25.00");
    expect(usdExact(12_345_000n)).toBe("$12.345");
  });

  test("typedOf: what an input field shows", () => {
    expect(typedOf(25_000_000n)).toBe("25");
    expect(typedOf(100_000_000n)).toBe("100");
    expect(typedOf(12_500_000n)).toBe("12.5");
    expect(typedOf(0n)).toBe("0");
  });
});
