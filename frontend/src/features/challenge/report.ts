import type { Micro } from "@/lib/money";
import type { Price } from "@/lib/price";
import type { Seconds } from "@/lib/time";

/** What is open to challenge, as the contract says it now. */
export interface Report {
  /** The report's value; null if it says that nobody won. */
  value: Price | null;
  /** Of values: prices, or the side of a match. */
  domain: "price" | "outcome";
  round: 0 | 1;
  /** Micro-USDC that this challenge costs. */
  bond: Micro;
  /** Micro-USDC that its proposer put up. */
  against: Micro;
  /** First second at which it is too late; null while the network recovers from an outage. */
  until: Seconds | null;
}

const PROPOSED = 1;
const NOBODY = "0x0000000000000000000000000000000000000000";
/** What `finalAt` answers while nothing can be made final. */
const NEVER = 2 ** 40 - 1;

interface Clock {
  round: number;
  domain: number;
  bond: bigint;
  noWinner: boolean;
  proposer: string;
}

/** Null for what cannot be challenged: another state, or a proof, which the contract checked by itself. */
export function reportOf(
  [state, value]: readonly [number, bigint, ...unknown[]],
  { round, domain, bond, noWinner, proposer }: Clock,
  finalAt: Seconds,
): Report | null {
  if (state !== PROPOSED || proposer === NOBODY) return null;
  return {
    value: noWinner ? null : value,
    domain: domain === 0 ? "price" : "outcome",
    round: round === 0 ? 0 : 1,
    bond: bond << BigInt(round),
    against: bond,
    until: finalAt === NEVER ? null : finalAt,
  };
}
