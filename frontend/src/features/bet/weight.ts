import type { Estimate } from "@/generated/api/types.gen";
import { multiplierOf } from "@/lib/multiplier";

/**
 * The least weight at which a bet is still wanted. In a pool that counts late bets for less, the network may take as
 * long as the API looks ahead; but unless less is allowed, never so long that a winning bet returns less than its
 * stake. In a flat pool every bet counts in full at any time.
 */
export function minWeightOf(estimate: Estimate, weighted: boolean, allowLess: boolean): bigint {
  const weight = BigInt(estimate.minWeight);
  const now = BigInt(multiplierOf(estimate.multiplier));
  if (!weighted || now === 0n) return weight;
  const later = estimate.ifYouWait ? BigInt(multiplierOf(estimate.ifYouWait.multiplier)) : 0n;
  const slowest = (weight * later) / now; // rounded down: the guard never refuses what was announced
  if (allowLess || estimate.breakEven === null) return slowest;
  const breakEven = (weight * BigInt(multiplierOf(estimate.breakEven)) + now - 1n) / now; // up: never below it
  return breakEven > slowest ? breakEven : slowest;
}
