import type { Micro } from "@/lib/money";
import { Kind, type Verdict, VoidReason } from "./referee";

/** Stakes and weights per outcome, of a market or of one account in it; as `mutuel.domain.parimutuel.Pools`. */
export interface Pools {
  stakes: readonly bigint[];
  weights: readonly bigint[];
}

export interface Terms {
  kind: number;
  takeoutBps: number;
  mergeBelow: Micro;
  minLosers: Micro;
  minLosersBps: number;
}

export type Decision =
  | { void: number }
  | {
      winner: number;
      group: ReadonlySet<number>;
      net: Micro;
      fee: Micro;
      winning: Micro;
      weight: bigint;
    };

const BPS = 10_000n;
const sum = (values: Iterable<bigint>) => [...values].reduce((total, one) => total + one, 0n);

/** For each range the lowest of its group, after thin groups joined towards the centre (R-MERGE). */
export function mergeThin(pools: readonly bigint[], threshold: bigint): number[] {
  const group = pools.map((_, i) => i);
  if (pools.length < 3) return group;
  const held = [...pools];
  const centre = Math.floor(pools.length / 2);
  const join = (thin: number, into: number) => {
    held[into] = (held[into] ?? 0n) + (held[thin] ?? 0n);
    for (const [i, one] of group.entries()) if (one === thin) group[i] = into;
  };
  for (let i = 0; i < centre; i++) if ((held[i] ?? 0n) < threshold) join(i, i + 1);
  for (let i = pools.length - 1; i > centre; i--) if ((held[i] ?? 0n) < threshold) join(i, i - 1);
  if ((held[centre] ?? 0n) < threshold) {
    const below = group.filter((one) => one < centre).at(-1);
    const into = below ?? group.find((one) => one > centre);
    if (into !== undefined) join(centre, into);
  }
  return group.map((one) => group.indexOf(one));
}

/** Merge, then refuse a pool that cannot pay, then take the fee. */
export function settle(terms: Terms, pools: Pools, verdict: Verdict): Decision {
  if ("void" in verdict) return verdict;
  const groups =
    terms.kind === Kind.range ? mergeThin(pools.stakes, terms.mergeBelow) : pools.stakes.map((_, i) => i);
  if (new Set(groups).size === 1) return { void: VoidReason.merged };
  const group = new Set([...groups.keys()].filter((i) => groups[i] === groups[verdict.winner]));
  const total = sum(pools.stakes);
  const [winning, weight] = over(pools, group);
  if (winning === 0n) return { void: VoidReason.noWinner };
  const share = (total * BigInt(terms.minLosersBps)) / BPS;
  if (total - winning < (share > terms.minLosers ? share : terms.minLosers))
    return { void: VoidReason.oneSided };
  const taken = (total * BigInt(terms.takeoutBps)) / BPS;
  const fee = taken < total - winning ? taken : total - winning;
  return { winner: verdict.winner, group, net: total - fee, fee, winning, weight };
}

/** What a position gets, rounded down: its share if settled, every stake if void. */
export function payoutDown(kind: number, decision: Decision, held: Pools): Micro {
  if ("void" in decision) return sum(held.stakes);
  const [stake, weight] = over(held, decision.group);
  if (kind === Kind.matchPrincipalFirst)
    return stake + ((decision.net - decision.winning) * weight) / decision.weight;
  return (decision.net * weight) / decision.weight;
}

function over(pools: Pools, group: ReadonlySet<number>): [bigint, bigint] {
  const at = (values: readonly bigint[]) => sum(values.filter((_, i) => group.has(i)));
  return [at(pools.stakes), at(pools.weights)];
}
