import type { Estimate } from "@/generated/api/types.gen";
import { oddsDown } from "@/lib/odds";

const PLACES = 4;

/** A multiplier such as "0.7312" as an integer of ten-thousandths. */
function scaled(multiplier: string): bigint {
  const [whole = "0", fraction = ""] = multiplier.split(".");
  return BigInt(whole + fraction.slice(0, PLACES).padEnd(PLACES, "0"));
}

/** "0.73×": two decimals, cut: a bet never counts for less than is shown. */
export function multiplierText(multiplier: string): string {
  return oddsDown(multiplier);
}

/**
 * The least weight at which a bet is still wanted. In a pool that counts late bets for less, the network may take as
 * long as the API looks ahead; but unless less is allowed, never so long that a winning bet returns less than its
 * stake. In a flat pool every bet counts in full at any time.
 */
export function minWeightOf(estimate: Estimate, weighted: boolean, allowLess: boolean): bigint {
  const weight = BigInt(estimate.minWeight);
  const now = scaled(estimate.multiplier);
  if (!weighted || now === 0n) return weight;
  const later = estimate.ifYouWait ? scaled(estimate.ifYouWait.multiplier) : 0n;
  const slowest = (weight * later) / now; // rounded down: the guard never refuses what was announced
  if (allowLess || estimate.breakEven === null) return slowest;
  const breakEven = (weight * scaled(estimate.breakEven) + now - 1n) / now; // up: never below break-even
  return breakEven > slowest ? breakEven : slowest;
}
