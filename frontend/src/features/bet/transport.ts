import type { TransactionReceipt } from "viem";
import { addressOf } from "@/api/config";
import {
  allowance,
  approve,
  isPermitRefused,
  isSmartAccount,
  type Payer,
  type Permit,
  signPermit,
} from "@/chain/permit";
import { type OnStage, transact } from "@/chain/transact";
import { BatchRefused } from "@/errors/bets";
import { engineAbi } from "@/generated/abi/engine";
import type { Micro } from "@/lib/money";

export interface Bet {
  marketId: bigint;
  outcome: number;
  amount: Micro;
  minWeight: bigint;
}

export type PayFrom = "wallet" | "credit";

/**
 * The bets as they stand now. Asked again whenever the person had time to think, so that what is sent carries fresh
 * guards; throws SlipChanged when they must be looked at first. The stakes are the same each time.
 */
export type Quote = () => Promise<readonly Bet[]>;

/**
 * Places the bets in one transaction, the shortest way this wallet has: from credit; on an allowance that is there
 * already; one bet with one permit signature; else (several bets, smart accounts, wallets that cannot sign permits)
 * approving exactly the total first.
 */
export async function placeBets(
  bettor: Payer,
  quote: Quote,
  from: PayFrom,
  onStage: OnStage,
): Promise<TransactionReceipt> {
  const bets = await quote();
  const total = bets.reduce((sum, { amount }) => sum + amount, 0n);
  if (from === "credit" || (await allowance(bettor)) >= total) return send(bettor, bets, from, onStage);
  if (bets.length > 1 || (await isSmartAccount(bettor))) return approveAndSend(bettor, quote, total, onStage);
  onStage("sign");
  const permit = await signPermit(bettor, total);
  if (!permit) return approveAndSend(bettor, quote, total, onStage);
  try {
    return await send(bettor, await quote(), from, onStage, permit);
  } catch (error) {
    if (!isPermitRefused(error)) throw error;
    return approveAndSend(bettor, quote, total, onStage);
  }
}

async function approveAndSend(bettor: Payer, quote: Quote, total: Micro, onStage: OnStage) {
  await approve(bettor, total, "The stake is allowed, but no bet was placed yet", onStage);
  return send(bettor, await quote(), "wallet", onStage);
}

function send(bettor: Payer, bets: readonly Bet[], from: PayFrom, onStage: OnStage, permit?: Permit) {
  const address = addressOf(bettor.config, "ParimutuelEngine");
  const [bet] = bets;
  const call =
    bets.length === 1 && bet
      ? { ...single(bet, from, permit), title: "Bet placed" }
      : {
          functionName: "betBatch",
          args: [bets, from === "credit"],
          title: "Bets sent; your portfolio shows which were placed",
          check: refuseIfAnyWouldBe,
        };
  return transact(bettor.wagmi, bettor.account, { address, abi: engineAbi, ...call }, onStage);
}

function single({ marketId, outcome, amount, minWeight }: Bet, from: PayFrom, permit?: Permit) {
  const args: unknown[] = [marketId, outcome, amount, minWeight];
  if (permit) return { functionName: "betWithPermit", args: [...args, permit.deadline, permit.signature] };
  return { functionName: from === "credit" ? "betFromCredit" : "bet", args };
}

/** A batch never reverts for one item, so its refusals are in what it would return. */
function refuseIfAnyWouldBe(result: unknown): void {
  const codes = result as readonly number[];
  if (codes.some((code) => code !== 0)) throw new BatchRefused(codes);
}
