import type { Abi, Address, Hash, TransactionReceipt } from "viem";
import { waitForTransactionReceipt } from "viem/actions";
import { simulateContract, writeContract } from "wagmi/actions";
import { RevertedOnChain } from "@/errors/wallet";
import { engineAbi } from "@/generated/abi/engine";
import { escrowAbi } from "@/generated/abi/escrow";
import { selfLimitsAbi } from "@/generated/abi/selfLimits";
import { forget, remember } from "./pending";
import type { Wagmi } from "./wagmi";

/** What the person sees while money is on its way, in this order. */
export type Stage = "sign" | "allow" | "deposit" | "send" | "confirm";
export type OnStage = (stage: Stage) => void;

export interface Call {
  address: Address;
  abi: Abi;
  functionName: string;
  args: readonly unknown[];
  /** What it does, for the message after a reload: "Bet placed". */
  title: string;
  /** Looks at what the node says the call would return; throws to stop before the wallet is asked. */
  check?: (result: unknown) => void;
}

const CONFIRM_TIMEOUT_MS = 120_000;

/** Errors that reach the caller of an engine from the contracts behind it. */
const behind: Abi = [...engineAbi, ...escrowAbi, ...selfLimitsAbi].filter(({ type }) => type === "error");

/** Tries the call on the node alone; the wallet is not asked. Throws what `describeError` explains. */
export async function rehearse(
  wagmi: Wagmi,
  account: Address,
  { title: _, check, ...call }: Call,
): Promise<Abi> {
  const abi = [...call.abi, ...behind.filter((error) => !call.abi.includes(error))];
  const { result } = await simulateContract(wagmi, { ...call, abi, account, chainId: wagmi.chains[0].id });
  check?.(result);
  return abi;
}

/**
 * Tries the call on the node first, so that a refusal is explained before the wallet asks; then sends it and waits
 * for its block. Throws what `describeError` explains; after "confirm" was announced, a transaction is out.
 */
export async function transact(
  wagmi: Wagmi,
  account: Address,
  call: Call,
  onStage: OnStage,
  stage: "allow" | "deposit" | "send" = "send",
): Promise<TransactionReceipt> {
  onStage(stage);
  const abi = await rehearse(wagmi, account, call);
  const { address, functionName, args, title } = call;
  const chainId = wagmi.chains[0].id;
  const hash = await writeContract(wagmi, { address, functionName, args, abi, account, chainId });
  onStage("confirm");
  return confirmed(wagmi, hash, title);
}

/**
 * Waits for the receipt; a page that is reloaded meanwhile finds the transaction again. Throws RevertedOnChain, or
 * viem's time-out after two minutes.
 */
export async function confirmed(wagmi: Wagmi, hash: Hash, title: string): Promise<TransactionReceipt> {
  const chainId = wagmi.chains[0].id;
  remember(sessionStorage, { hash, chainId, title });
  const receipt = await waitForTransactionReceipt(wagmi.getClient(), { hash, timeout: CONFIRM_TIMEOUT_MS });
  forget(sessionStorage, { hash, chainId });
  if (receipt.status === "reverted") throw new RevertedOnChain(hash);
  return receipt;
}
