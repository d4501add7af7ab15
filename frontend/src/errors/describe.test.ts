import {
  BaseError,
  type ContractErrorName,
  ContractFunctionExecutionError,
  ContractFunctionRevertedError,
  encodeErrorResult,
  HttpRequestError,
  toFunctionSelector,
  UserRejectedRequestError,
  WaitForTransactionReceiptTimeoutError,
} from "viem";
import { describe, expect, test } from "vitest";
import { engineAbi } from "@/generated/abi/engine";
import { escrowAbi } from "@/generated/abi/escrow";
import { governorAbi } from "@/generated/abi/governor";
import { lensAbi } from "@/generated/abi/lens";
import { resolutionAbi } from "@/generated/abi/resolution";
import { selfLimitsAbi } from "@/generated/abi/selfLimits";
import { timelockAbi } from "@/generated/abi/timelock";
import { votesAbi } from "@/generated/abi/votes";
import { ApiRefusal, ApiUnreachable } from "./api";
import { describeContractError, isContractError } from "./contract";
import { describeError } from "./describe";
import { isUnsupported, RevertedOnChain, revertName } from "./wallet";

const abi = [
  ...engineAbi,
  ...escrowAbi,
  ...lensAbi,
  ...selfLimitsAbi,
  ...resolutionAbi,
  ...governorAbi,
  ...timelockAbi,
  ...votesAbi,
];
const errors = abi
  .filter((item) => item.type === "error")
  .filter((one, place, all) => all.findIndex(({ name }) => name === one.name) === place);

/** What viem throws when a simulated call reverts with this custom error; arguments are small numbers. */
function reverted(error: (typeof errors)[number]): Error {
  const args = error.inputs.map(({ type }) => sample(type));
  const data = encodeErrorResult({ abi: [error], errorName: error.name, args } as Parameters<
    typeof encodeErrorResult
  >[0]);
  const cause = new ContractFunctionRevertedError({ abi, data, functionName: "bet" });
  return new ContractFunctionExecutionError(cause, { abi, functionName: "bet", args: [] });
}

function sample(type: string): unknown {
  if (type === "address") return `0x${"11".repeat(20)}`;
  if (type === "bytes32") return `0x${"22".repeat(32)}`;
  return type === "string" ? "text" : typed(type, 2);
}

/** viem wants numbers up to 48 bits as numbers and larger ones as bigints. */
function typed(type: string, value: number): number | bigint {
  return Number(/\d+/.exec(type)?.[0] ?? 256) <= 48 ? value : BigInt(value);
}

describe("contract errors", () => {
  test.each(errors.map((error) => [error.name, error] as const))(
    "%s: a sentence that says no money moved",
    (name, error) => {
      expect(isContractError(name)).toBe(true);
      const { title, detail } = describeError(reverted(error));
      expect(title).toMatch(/^[A-Z].*\.$/);
      expect(detail).toContain("No money moved.");
      expect(`${title} ${detail}`).not.toMatch(/undefined|NaN|\[object|Invalid/);
      expect(title).not.toContain(name);
      expect(`${title} ${detail}`, "names a function, which is no button").not.toMatch(/\b[a-z]+[A-Z]/);
    },
  );

  test("arguments: shown in dollars", () => {
    const cause = new ContractFunctionRevertedError({
      abi,
      data: encodeErrorResult({ abi, errorName: "CapExceeded", args: [75_250_000n] }),
      functionName: "bet",
    });
    expect(describeError(cause).title).toBe("You can still stake $75.25 in this market.");
    expect(revertName(cause)).toBe("CapExceeded" satisfies ContractErrorName<typeof engineAbi>);
  });

  test("a state that this page does not know: says what to look at", () => {
    const unknown = [100, 8, `0x${"22".repeat(32)}`];
    expect(describeContractError("BadState", unknown).title).toBe(
      "The question has moved on since this page was loaded.",
    );
    expect(describeContractError("GovernorUnexpectedProposalState", unknown)).toEqual({
      title: "The proposal has moved on since this page was loaded.",
      detail: "No money moved. Something changed meanwhile: look at the page again.",
    });
  });

  test("an error that no ABI knows: still says that the contract refused", () => {
    const cause = new ContractFunctionRevertedError({
      abi,
      data: toFunctionSelector("nobody()"),
      functionName: "bet",
    });
    expect(describeError(cause)).toEqual({
      title: "The contract would refuse this.",
      detail: expect.stringContaining("No money moved."),
    });
  });
});

describe("wallet and network errors", () => {
  test.each([
    ["declined in viem's words", new UserRejectedRequestError(new Error("no"))],
    ["declined by code alone", Object.assign(new Error("denied"), { code: 4001 })],
    ["declined deep below", new BaseError("outer", { cause: new UserRejectedRequestError(new Error("no")) })],
  ])("%s: nothing moved", (_, error) => {
    expect(describeError(error)).toMatchObject({
      title: "You declined in your wallet.",
      detail: expect.stringContaining("No money moved."),
    });
  });

  test("not confirmed in time: never says that nothing moved", () => {
    const { detail } = describeError(
      new WaitForTransactionReceiptTimeoutError({ hash: `0x${"ab".repeat(32)}` }),
    );
    expect(detail).toContain("may still go through");
    expect(detail).not.toContain("No money moved");
  });

  test("undone in its block: the fee is gone, the USDC is not", () => {
    expect(describeError(new RevertedOnChain("0xab")).detail).toContain(
      "No USDC moved; only the network fee was paid.",
    );
  });

  test("node out of reach", () => {
    expect(describeError(new HttpRequestError({ url: "http://node" })).title).toBe(
      "The network does not answer.",
    );
  });

  test("another network, by the names that wagmi gives", () => {
    const error = Object.assign(new Error("x"), { name: "ConnectorChainMismatchError" });
    expect(describeError(error).title).toBe("Your wallet is on another network.");
  });

  test("isUnsupported: only what a wallet cannot do", () => {
    expect(isUnsupported(Object.assign(new Error("x"), { code: 4200 }))).toBe(true);
    expect(isUnsupported(Object.assign(new Error("x"), { code: -32601 }))).toBe(true);
    expect(isUnsupported(new UserRejectedRequestError(new Error("no")))).toBe(false);
    expect(isUnsupported("x")).toBe(false);
  });
});

describe("API errors", () => {
  test("refusal: the API's own sentence", () => {
    const refusal = new ApiRefusal({ code: "marketUnknown", message: "There is no market 7.", details: {} });
    expect(describeError(refusal)).toEqual({
      title: "There is no such market.",
      detail: "There is no market 7.",
    });
  });

  test("silence: the money is safe", () => {
    expect(describeError(new ApiUnreachable(null)).detail).toContain("Your money is on chain and safe.");
  });

  test("anything else: asks to look before trying again", () => {
    expect(describeError({}).detail).toContain("look at your portfolio before you try again");
  });
});
