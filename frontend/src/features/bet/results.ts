import { refusalText } from "@/errors/bets";
import { type Micro, usdExact } from "@/lib/money";

/** What became of one bet. */
export interface BetResult {
  marketId: string;
  outcome: number;
  amount: Micro;
  /** 0: placed; else the contract's reason; null: the transaction says nothing about it. */
  code: number | null;
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
