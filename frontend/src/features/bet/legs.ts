import { ApiRefusal } from "@/errors/api";
import type { Because, Estimate, MarketDetail } from "@/generated/api/types.gen";
import { type Micro, microOf, type ParsedAmount, usdDown, usdExact } from "@/lib/money";
import type { Selection } from "./selections";

/** The most that may still be staked, and the limit that makes it so. */
export interface Room {
  left: Micro;
  why: Because;
}

/** A selection with everything that is known about it now. */
export interface Leg {
  selection: Selection;
  /** Null until it has come. */
  market: MarketDetail | null;
  typed: ParsedAmount;
  /** For exactly this outcome and the stake as typed; null while unknown. */
  estimate: Estimate | null;
  room: Room | null;
  /** Why the engine would refuse, or why nothing can be known. */
  refusal: string | null;
}

/** Why the stake is limited, after "you can still stake $X, ". */
const BECAUSE: Record<Because, string> = {
  poolMaximum: "because the pool has a maximum.",
  accountMaximum: "because of the limit per account in this market.",
  poolShare: "because one account may hold at most 5% of the pool.",
  floor: "because the pool is small; the limit grows with it.",
};

/** From an estimate, or from a refusal that says how little is left. */
export function roomOf(estimate: Estimate | undefined, error: Error | null): Room | null {
  const details = error instanceof ApiRefusal ? error.problem.details : undefined;
  const { youCanStillStake: left, why } = details ?? estimate ?? {};
  if (typeof left !== "string" || typeof why !== "string" || !(why in BECAUSE)) return null;
  return { left: microOf(left), why: why as Because };
}

/** Why this stake would be refused, in words; null when it would not, or nothing is known. */
export function refusalOf(stake: Micro, room: Room | null, error: Error | null): string | null {
  if (room && stake > room.left) return roomText(room);
  return error instanceof ApiRefusal ? error.problem.message : null;
}

export function roomText({ left, why }: Room): string {
  return `You can still stake ${usdDown(left)}, ${BECAUSE[why]}`;
}

export function isWeighted(market: Pick<MarketDetail, "k0" | "k1"> | null): boolean {
  return market !== null && market.k0 !== market.k1;
}

/** The stake that is asked about: null while none is typed that the engine could take. */
export function stakeOf(typed: ParsedAmount, minimum: Micro): Micro | null {
  return typed.kind === "ok" && typed.value >= minimum ? typed.value : null;
}

/** What is wrong with a selection, in words; null when nothing is. The cheapest to mend comes first. */
export function faultOf(leg: Leg, minimum: Micro, allowLess: boolean): string | null {
  const { typed, market } = leg;
  if (market?.phase === "announced") return "Betting has not opened yet.";
  if (market && market.phase !== "open") return "Betting on this market has closed. Remove it from the slip.";
  if (typed.kind === "invalid") return typed.message;
  if (typed.kind === "ok" && typed.value < minimum) return `The smallest bet is ${usdExact(minimum)}.`;
  if (leg.refusal) return leg.refusal;
  return leg.estimate?.losing && !allowLess ? losingText(leg.estimate) : null;
}

function losingText({ now, amount }: Estimate): string {
  return `Even if it wins, this bet returns about ${usdDown(microOf(now))} of its ${usdExact(microOf(amount))}.`;
}
