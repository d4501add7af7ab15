import { type Address, parseEventLogs, type TransactionReceipt } from "viem";
import { refusalText } from "@/errors/bets";
import { engineAbi } from "@/generated/abi";
import { type Micro, usdExact } from "@/lib/money";
import type { Bet } from "./transport";

/** What became of one bet. */
export interface BetResult {
  marketId: string;
  outcome: number;
  amount: Micro;
  /** 0: placed; else the contract's reason; null: the transaction says nothing about it. */
  code: number | null;
}

/** What the engine's events say of each bet of this account; nothing is assumed to be placed. */
export function resultsIn(
  receipt: Pick<TransactionReceipt, "logs">,
  engine: Address,
  account: Address,
  bets: readonly Bet[],
): BetResult[] {
  const own = parseEventLogs({
    abi: engineAbi,
    eventName: ["BetPlaced", "BetSkipped"],
    logs: receipt.logs,
  }).filter((log) => same(log.address, engine) && same(log.args.account, account));
  const codes = new Map(
    own.map((log) => [log.args.marketId, log.eventName === "BetPlaced" ? 0 : log.args.code]),
  );
  return bets.map(({ marketId, outcome, amount }) => ({
    marketId: marketId.toString(),
    outcome,
    amount,
    code: codes.get(marketId) ?? null,
  }));
}

function same(a: Address, b: Address): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

export function isPlaced({ code }: BetResult): boolean {
  return code === 0;
}

/** One result in words. */
export function resultText({ amount, code }: BetResult): string {
  if (code === 0) return `${usdExact(amount)} placed.`;
  if (code === null) return "Not confirmed: look at your portfolio before you try again.";
  return `Not placed, and nothing was taken. ${refusalText(code)}`;
}

/** What the toast says of several bets. */
export function summaryOf(results: readonly BetResult[]): { title: string; description: string } {
  const placed = results.filter(isPlaced);
  const staked = placed.reduce((sum, { amount }) => sum + amount, 0n);
  const all = placed.length === results.length;
  return {
    title: all ? `All ${results.length} bets placed` : `${placed.length} of ${results.length} bets placed`,
    description: all
      ? `${usdExact(staked)} staked in one transaction`
      : `${usdExact(staked)} staked; nothing was taken for the rest. The slip says why.`,
  };
}
