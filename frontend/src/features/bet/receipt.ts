import { type Address, parseEventLogs, type TransactionReceipt } from "viem";
import { engineAbi } from "@/generated/abi/engine";
import type { BetResult } from "./results";
import type { Bet } from "./transport";

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
