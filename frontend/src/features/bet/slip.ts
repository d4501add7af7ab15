import { outcomeName } from "@/features/markets/naming";
import { type Micro, usdDown, usdExact } from "@/lib/money";
import { faultOf, isWeighted, type Leg } from "./legs";
import type { Bet } from "./transport";
import { minWeightOf } from "./weight";

/** Everything the slip's one button depends on. */
export interface SlipInput {
  wallet: "none" | "wrongNetwork" | "ready";
  legs: readonly Leg[];
  minimum: Micro;
  /** What the chosen purse holds; null while unknown. */
  funds: Micro | null;
  /** The person wants bets, too, that return less than their stake when they win. */
  allowLess: boolean;
}

export type Act =
  | { act: "connect" }
  | { act: "switch" }
  | { act: "wait"; button: string }
  | { act: "bet"; button: string; bets: Bet[] };

export type Slip = Act & {
  /** What is wrong, by market. */
  faults: ReadonlyMap<string, string>;
  /** What is wrong with all stakes together. */
  shortage: string | null;
  /** Everything typed, together. */
  total: Micro;
};

function totalOf(legs: readonly Leg[]): Micro {
  return legs.reduce((sum, { typed }) => (typed.kind === "ok" ? sum + typed.value : sum), 0n);
}

/** What the button says and does. Faults of the stakes come before the wallet's: they are cheaper to mend. */
export function slipOf(input: SlipInput): Slip {
  const { legs, funds } = input;
  const total = totalOf(legs);
  const faults = new Map(
    legs.flatMap((leg) => {
      const fault = faultOf(leg, input.minimum, input.allowLess);
      return fault ? [[leg.selection.marketId, fault] as const] : [];
    }),
  );
  const short = input.wallet === "ready" && funds !== null && funds < total;
  const shortage = short ? `You have ${usdDown(funds)}. Lower the stake or add USDC.` : null;
  return { ...actOf(input, total, faults.size > 0, short), faults, shortage, total };
}

function actOf(input: SlipInput, total: Micro, faulty: boolean, short: boolean): Act {
  const { legs, wallet } = input;
  const several = legs.length > 1;
  if (faulty) return { act: "wait", button: several ? "Check the stakes" : "Check the stake" };
  if (wallet === "none") return { act: "connect" };
  if (wallet === "wrongNetwork") return { act: "switch" };
  if (legs.length === 0) return { act: "wait", button: "Choose an outcome" };
  if (legs.some(({ typed }) => typed.kind === "empty"))
    return { act: "wait", button: several ? "Enter every stake" : "Enter a stake" };
  if (short) return { act: "wait", button: "Not enough USDC" };
  if (input.funds === null || legs.some(({ estimate, market }) => !estimate || !market))
    return { act: "wait", button: "Estimating…" };
  const bets = legs.flatMap((leg) => betOf(leg, input.allowLess) ?? []);
  return { act: "bet", button: betText(legs, total), bets };
}

function betText(legs: readonly Leg[], total: Micro): string {
  const [leg] = legs;
  if (legs.length === 1 && leg?.market)
    return `Bet ${usdExact(total)} on ${outcomeName(leg.market, leg.selection.outcome)}`;
  return `Place ${legs.length} bets · ${usdExact(total)}`;
}

/** The bet that a selection stands for; null while its estimate is missing. */
export function betOf({ selection, market, typed, estimate }: Leg, allowLess: boolean): Bet | null {
  if (!market || !estimate || typed.kind !== "ok") return null;
  return {
    marketId: BigInt(selection.marketId),
    outcome: selection.outcome,
    amount: typed.value,
    minWeight: minWeightOf(estimate, isWeighted(market), allowLess),
  };
}
