import { describe, expect, test } from "vitest";
import vectors from "../../../tests/vectors/money.json";
import { decimalOf, microOf, parseAmount, typedOf, usdDown, usdExact } from "./money";

interface Vector {
  name: string;
  why: string;
  input: { text: string };
  expect: string | { error: string };
}

describe("parseAmount", () => {
  test.each(vectors as Vector[])("$name: $why", ({ input, expect: expected }) => {
    const parsed = parseAmount(input.text);
    if (typeof expected === "string") expect(parsed).toEqual({ kind: "ok", value: BigInt(expected) });
    else if (input.text === "") expect(parsed).toEqual({ kind: "empty" });
    else expect(parsed).toMatchObject({ kind: "invalid", why: expected.error });
  });
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
