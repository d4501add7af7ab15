import { type Address, encodeAbiParameters, encodeEventTopics, getAddress, type Log } from "viem";
import { describe, expect, test } from "vitest";
import { engineAbi } from "@/generated/abi/engine";
import { paidIn, paidText } from "./claim";

const ENGINE: Address = `0x${"11".repeat(20)}`;
const ME = getAddress(`0x${"ab".repeat(20)}`);
const OTHER: Address = `0x${"cd".repeat(20)}`;

function claimed(amount: bigint, toWallet: boolean, account = ME, address = ENGINE): Log {
  return {
    address,
    topics: encodeEventTopics({ abi: engineAbi, eventName: "Claimed", args: { marketId: 7n, account } }),
    data: encodeAbiParameters([{ type: "uint64" }, { type: "bool" }], [amount, toWallet]),
  } as unknown as Log;
}

describe("paidIn", () => {
  test("several markets: summed by where the money went", () => {
    const logs = [claimed(5n, true), claimed(7n, false), claimed(11n, true)] as never[];
    expect(paidIn({ logs }, ENGINE, ME)).toEqual({ toWallet: 16n, toCredit: 7n, markets: 3 });
  });

  test("others' claims and other contracts' events: not counted", () => {
    const logs = [claimed(5n, true, OTHER), claimed(7n, true, ME, OTHER)] as never[];
    expect(paidIn({ logs }, ENGINE, ME)).toEqual({ toWallet: 0n, toCredit: 0n, markets: 0 });
  });

  test("address in another case: the same account", () => {
    const logs = [claimed(5n, true)] as never[];
    expect(paidIn({ logs }, ENGINE, ME.toLowerCase() as Address).toWallet).toBe(5n);
  });
});

describe("paidText", () => {
  test("to the wallet", () => {
    expect(paidText({ toWallet: 40_000_000n, toCredit: 0n, markets: 1 })).toEqual({
      title: "$40.00 is in your wallet",
    });
  });

  test("refused by USDC: says that it became credit", () => {
    const { title, description } = paidText({ toWallet: 0n, toCredit: 1_000_001n, markets: 1 });
    expect(title).toBe("$1.000001 claimed");
    expect(description).toContain("is your Mutuel credit");
  });

  test("nothing paid: says so instead of a success", () => {
    expect(paidText({ toWallet: 0n, toCredit: 0n, markets: 0 }).title).toBe("Nothing was left to claim");
  });
});
