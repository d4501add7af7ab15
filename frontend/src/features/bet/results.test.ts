import { type Address, encodeAbiParameters, encodeEventTopics, getAddress } from "viem";
import { describe, expect, test } from "vitest";
import { engineAbi } from "@/generated/abi/engine";
import { resultsIn } from "./receipt";
import { type BetResult, resultText, summaryOf } from "./results";

const ENGINE: Address = `0x${"11".repeat(20)}`;
const ME = getAddress(`0x${"ab".repeat(20)}`);
const OTHER: Address = `0x${"cd".repeat(20)}`;
const BETS = [7n, 8n].map((marketId) => ({ marketId, outcome: 1, amount: 5_000_000n, minWeight: 0n }));

function placed(marketId: bigint, account = ME, address = ENGINE) {
  return {
    address,
    topics: encodeEventTopics({ abi: engineAbi, eventName: "BetPlaced", args: { marketId, account } }),
    data: encodeAbiParameters(
      [{ type: "uint8" }, { type: "uint64" }, { type: "uint80" }, { type: "uint64" }],
      [1, 5_000_000n, 5_000_000n, 9_000_000n],
    ),
  } as never;
}

function skipped(marketId: bigint, code: number) {
  return {
    address: ENGINE,
    topics: encodeEventTopics({
      abi: engineAbi,
      eventName: "BetSkipped",
      args: { marketId, account: ME },
    }),
    data: encodeAbiParameters([{ type: "uint8" }], [code]),
  } as never;
}

describe("resultsIn", () => {
  test("one placed, one refused: each with its own result", () => {
    const results = resultsIn({ logs: [placed(7n), skipped(8n, 3)] }, ENGINE, ME, BETS);
    expect(results.map(({ marketId, code }) => [marketId, code])).toEqual([
      ["7", 0],
      ["8", 3],
    ]);
  });

  test("other accounts' bets and other contracts' events: prove nothing", () => {
    const logs = [placed(7n, OTHER), placed(8n, ME, OTHER)] as never[];
    expect(resultsIn({ logs }, ENGINE, ME, BETS).map(({ code }) => code)).toEqual([null, null]);
  });
});

describe("words", () => {
  const result = (code: number | null): BetResult => ({
    marketId: "7",
    outcome: 1,
    amount: 5_000_000n,
    code,
  });

  test("placed, refused, unknown", () => {
    expect(resultText(result(0))).toBe("$5.00 placed.");
    expect(resultText(result(3))).toBe("Not placed, and nothing was taken. Betting had closed.");
    expect(resultText(result(null))).toContain("look at your portfolio");
    expect(resultText(result(99))).toContain("code 99");
  });

  test("summary: all placed", () => {
    expect(summaryOf([result(0), result(0)])).toEqual({
      title: "All 2 bets placed",
      description: "$10.00 staked in one transaction",
    });
  });

  test("summary: one refused: says that nothing was taken for it", () => {
    expect(summaryOf([result(0), result(7)])).toMatchObject({
      title: "1 of 2 bets placed",
      description: expect.stringContaining("$5.00 staked; nothing was taken for the rest"),
    });
  });
});
