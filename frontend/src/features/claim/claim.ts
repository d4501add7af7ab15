import { type Address, parseEventLogs, type TransactionReceipt } from "viem";
import { addressOf } from "@/api/config";
import { type OnStage, transact } from "@/chain/transact";
import type { Wagmi } from "@/chain/wagmi";
import { engineAbi } from "@/generated/abi/engine";
import type { PublicConfig } from "@/generated/api/types.gen";
import { type Micro, usdExact } from "@/lib/money";

export interface Claimer {
  wagmi: Wagmi;
  config: PublicConfig;
  account: Address;
}

/** Claims one market, or several (at most CLAIM_BATCH) in one transaction. What was paid is read from the events, not assumed. */
export async function claim(
  { wagmi, config, account }: Claimer,
  marketIds: readonly string[],
  toCredit: boolean,
  onStage: OnStage,
): Promise<Paid> {
  const ids = marketIds.map(BigInt);
  const [functionName, target] = ids.length === 1 ? ["claim", ids[0]] : ["claimBatch", ids];
  const address = addressOf(config, "ParimutuelEngine");
  const call = { address, abi: engineAbi, functionName, args: [target, toCredit], title: "Claimed" };
  return paidIn(await transact(wagmi, account, call, onStage), address, account);
}

export interface Paid {
  toWallet: Micro;
  toCredit: Micro;
  markets: number;
}

/** Sums the `Claimed` events of this engine and account. */
export function paidIn(receipt: Pick<TransactionReceipt, "logs">, engine: Address, account: Address): Paid {
  const own = parseEventLogs({ abi: engineAbi, eventName: "Claimed", logs: receipt.logs }).filter(
    (log) => same(log.address, engine) && same(log.args.account, account),
  );
  const sum = (toWallet: boolean) =>
    own.reduce((total, { args }) => (args.toWallet === toWallet ? total + args.amount : total), 0n);
  return { toWallet: sum(true), toCredit: sum(false), markets: own.length };
}

function same(a: Address, b: Address): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** What the toast says. A payout that USDC refused to send stays as credit, and that must not go unnoticed. */
export function paidText({ toWallet, toCredit }: Paid): { title: string; description?: string } {
  if (toWallet > 0n && toCredit === 0n) return { title: `${usdExact(toWallet)} is in your wallet` };
  if (toCredit === 0n)
    return { title: "Nothing was left to claim", description: "It had been paid already." };
  const title = `${usdExact(toWallet + toCredit)} claimed`;
  const wallet = toWallet > 0n ? `${usdExact(toWallet)} is in your wallet, ` : "";
  return {
    title,
    description: `${wallet}${usdExact(toCredit)} is your Mutuel credit: bet with it or withdraw it.`,
  };
}
