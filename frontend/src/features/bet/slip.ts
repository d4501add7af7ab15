import type { Estimate } from "@/generated/api/types.gen";
import { type Micro, type ParsedAmount, usdDown, usdExact } from "@/lib/money";
import { letterOf } from "@/lib/odds";

/** Everything the slip's one button depends on. */
export interface SlipInput {
  wallet: "none" | "wrongNetwork" | "ready";
  outcome: number | null;
  typed: ParsedAmount;
  minimum: Micro;
  /** What the chosen purse holds; null while unknown. */
  funds: Micro | null;
  /** The estimate for exactly this outcome and stake, if it has come. */
  estimate: Estimate | null;
  /** Why the API says the engine would refuse, in its words. */
  refusal: string | null;
}

export type Slip =
  | { act: "connect" }
  | { act: "switch" }
  | { act: "wait"; button: string; fault?: string }
  | { act: "bet"; button: string; amount: Micro; outcome: number; minWeight: bigint };

function fault(button: string, message: string): Slip {
  return { act: "wait", button, fault: message };
}

/** What the button says and does. Faults of the stake come before the wallet's: they are cheaper to mend. */
export function slipOf(input: SlipInput): Slip {
  const { outcome, typed, minimum, estimate } = input;
  if (typed.kind === "invalid") return fault("Check the stake", typed.message);
  if (typed.kind === "ok" && typed.value < minimum) {
    return fault("Check the stake", `The smallest bet is ${usdExact(minimum)}.`);
  }
  if (typed.kind === "ok" && input.refusal) return fault("Check the stake", input.refusal);
  if (input.wallet === "none") return { act: "connect" };
  if (input.wallet === "wrongNetwork") return { act: "switch" };
  if (outcome === null) return { act: "wait", button: "Choose a range" };
  if (typed.kind === "empty") return { act: "wait", button: "Enter a stake" };
  if (input.funds !== null && input.funds < typed.value) {
    return fault("Not enough USDC", `You have ${usdDown(input.funds)}. Lower the stake or add USDC.`);
  }
  if (!estimate || input.funds === null) return { act: "wait", button: "Estimating…" };
  return {
    act: "bet",
    button: `Bet ${usdExact(typed.value)} on ${letterOf(outcome)}`,
    amount: typed.value,
    outcome,
    minWeight: BigInt(estimate.minWeight),
  };
}

/** Why the stake is limited, after "you can still stake $X, ". */
export const BECAUSE: Record<Estimate["why"], string> = {
  poolMaximum: "because the pool has a maximum.",
  accountMaximum: "because of the limit per account in this market.",
  poolShare: "because one account may hold at most 5 % of the pool.",
  floor: "because the pool is small; the limit grows with it.",
};
