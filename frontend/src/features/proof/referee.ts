/** Who won a decided market: the twin of `mutuel.domain.referee`, without what only matters before it is decided. */
export const Kind = { range: 0, upDown: 1, race: 2, match: 3, matchPrincipalFirst: 4 } as const;
export const VoidReason = {
  tie: 1,
  oneSided: 2,
  noWinner: 3,
  merged: 4,
  known: 5,
  outage: 6,
  question: 7,
  expired: 8,
  cancelled: 9,
} as const;
export const NONE = 0;
export const FINAL = 5;
export const VOID = 6;

export interface Answer {
  state: number;
  value: bigint;
  low: bigint;
  high: bigint;
  knownAt: number;
  ruled: boolean;
}

export interface Judged {
  kind: number;
  /** Prices between the ranges; of an up/down market and a race the start time alone. */
  edges: readonly bigint[];
  closesAt: number;
  knownGuard: number;
}

export type Verdict = { void: number } | { winner: number };

/** Thrown where the answers decide nothing: the market should not be decided. */
export class NotFinal extends Error {}

/** Index of the half-open range that holds `value`: one on an edge belongs to the upper range. */
export function indexOf(value: bigint, edges: readonly bigint[]): number {
  return edges.filter((edge) => edge <= value).length;
}

/** By the market's shared questions: end, then start, then the second asset's end and start. */
export function decide(market: Judged, answers: readonly Answer[], outage: boolean): Verdict {
  if (answers.some((one) => one.state === VOID)) return { void: VoidReason.question };
  if (answers.some((one) => one.state !== FINAL)) throw new NotFinal("a question of the market is not final");
  const [end] = answers as [Answer];
  if (market.closesAt + market.knownGuard > end.knownAt) return { void: VoidReason.known };
  if (outage) return { void: VoidReason.outage };
  if (market.kind === Kind.range) return { winner: indexOf(end.value, market.edges) };
  if (market.kind === Kind.upDown || market.kind === Kind.race) {
    const ahead = difference(market.kind, answers);
    return ahead === 0n ? { void: VoidReason.tie } : { winner: ahead > 0n ? 1 : 0 };
  }
  return { winner: Number(end.value) };
}

/** By the market's own question, after a contest: a price for ranges, else the outcome. */
export function decideContested(market: Judged, answer: Answer, outage: boolean): Verdict {
  if (answer.state === VOID) return { void: VoidReason.question };
  if (answer.state !== FINAL) throw new NotFinal("nobody has ruled on this market yet");
  if (outage) return { void: VoidReason.outage };
  if (market.kind === Kind.range) return { winner: indexOf(answer.value, market.edges) };
  return { winner: answer.value === 0n ? 0 : 1 };
}

/** A1 / A0 - B1 / B0 has the sign of A1 * B0 - B1 * A0: exact, since prices are above 0. */
function difference(kind: number, answers: readonly Answer[]): bigint {
  const [a1 = 0n, a0 = 0n, b1 = 0n, b0 = 0n] = answers.map((one) => one.value);
  return kind === Kind.upDown ? a1 - a0 : a1 * b0 - b1 * a0;
}
