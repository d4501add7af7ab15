/** What several sources say together: the twin of `mutuel.domain.resolution.decide`. */
export interface Reading {
  value: bigint;
  low: bigint;
  high: bigint;
  spread: boolean;
}

const BPS = 10_000n;

const ascending = (values: Iterable<bigint>) => [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

/** The middle value, of an even count the lower of the two middles. */
export function medianDown(values: readonly bigint[]): bigint {
  return ascending(values)[Math.floor((values.length - 1) / 2)] ?? 0n;
}

/** Whether (high - low) / middle is strictly more than `bps`. */
export function spreadExceeds(values: readonly bigint[], bps: number): boolean {
  const sorted = ascending(values);
  const [low, high] = [sorted[0] ?? 0n, sorted.at(-1) ?? 0n];
  return (high - low) * BPS > BigInt(bps) * medianDown(values);
}

/** @param votes by place of the source; the primary is place 0, and decides only where `hasPrimary` */
export function read(
  votes: ReadonlyMap<number, bigint>,
  maxSpreadBps: number,
  hasPrimary: boolean,
): Reading | null {
  const values = ascending(votes.values());
  const [low, high] = [values[0], values.at(-1)];
  if (low === undefined || high === undefined) return null;
  const spread = spreadExceeds(values, maxSpreadBps);
  const middle = medianDown(values);
  const primary = hasPrimary && !spread ? votes.get(0) : undefined;
  return { value: primary ?? middle, low, high, spread };
}
