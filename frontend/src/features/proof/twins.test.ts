import { expect, test } from "vitest";
import indexes from "../../../../tests/vectors/index_of.json";
import medians from "../../../../tests/vectors/median_spread.json";
import merges from "../../../../tests/vectors/merge_thin.json";
import verdicts from "../../../../tests/vectors/referee.json";
import settlements from "../../../../tests/vectors/settle.json";
import { mergeThin, type Pools, payoutDown, settle } from "./pool";
import { medianDown, read, spreadExceeds } from "./reading";
import { type Answer, decide, decideContested, indexOf, type Verdict } from "./referee";

interface Market {
  kind: number;
  edges: string[];
  outcomes: number;
  knownGuard: number;
  openAt: number;
  closeAt: number;
  earlyCloseAt?: number;
  k0?: number;
  k1?: number;
  takeoutBps?: number;
  mergeBelow?: string;
  minLosers?: string;
  minLosersBps?: number;
}
interface Told {
  state: number;
  /** Left out where nothing was answered, as in a void question. */
  value?: string;
  low?: string;
  high?: string;
  knownAt: number;
  ruled: boolean;
}
interface Bet {
  account: string;
  outcome: number;
  stake: string;
  at: number;
}
interface Vector {
  name: string;
  why: string;
  input: { market: Market; answers: Told[]; outage?: boolean; contested?: boolean; bets?: Bet[] };
  expect: { error?: string; void?: number; winner?: number; payouts?: Record<string, string> };
}

const ints = (values: string[]) => values.map(BigInt);
const judged = (market: Market) => ({
  kind: market.kind,
  edges: ints(market.edges),
  closesAt: Math.min(market.closeAt, market.earlyCloseAt ?? market.closeAt),
  knownGuard: market.knownGuard,
});
const answerOf = (told: Told): Answer => ({
  ...told,
  value: BigInt(told.value ?? 0),
  low: BigInt(told.low ?? 0),
  high: BigInt(told.high ?? 0),
});
function verdictOf({ market, answers, outage = false, contested = false }: Vector["input"]): Verdict {
  const [first, ...others] = answers.map(answerOf) as [Answer];
  return contested
    ? decideContested(judged(market), first, outage)
    : decide(judged(market), [first, ...others], outage);
}
/** A vector that expects an error is about a market that may not be decided yet; the page checks decided ones. */
const decided = (vectors: unknown) => (vectors as Vector[]).filter((one) => one.expect.error === undefined);

function positionsOf(market: Market, bets: Bet[]): Map<string, Pools> {
  const { k0 = 1, k1 = 1, openAt, closeAt, outcomes } = market;
  const held = new Map<string, { stakes: bigint[]; weights: bigint[] }>();
  for (const bet of bets) {
    const unit = k0 === k1 ? 1 : k1 * (closeAt - openAt) + (k0 - k1) * (closeAt - bet.at);
    const nothing = () => Array.from({ length: outcomes }, () => 0n);
    const mine = held.get(bet.account) ?? { stakes: nothing(), weights: nothing() };
    mine.stakes[bet.outcome] = (mine.stakes[bet.outcome] ?? 0n) + BigInt(bet.stake);
    mine.weights[bet.outcome] = (mine.weights[bet.outcome] ?? 0n) + BigInt(bet.stake) * BigInt(unit);
    held.set(bet.account, mine);
  }
  return held;
}

function together(held: Iterable<Pools>, outcomes: number): Pools {
  const all = [...held];
  const add = (pick: (one: Pools) => readonly bigint[]) =>
    Array.from({ length: outcomes }, (_, i) => all.reduce((total, one) => total + (pick(one)[i] ?? 0n), 0n));
  return { stakes: add((one) => one.stakes), weights: add((one) => one.weights) };
}

test.each(indexes)("indexOf: $name: $why", ({ input, expect: expected }) => {
  expect(indexOf(BigInt(input.value), ints(input.edges))).toBe(expected);
});

test.each(medians)("medianDown: $name: $why", ({ input, expect: expected }) => {
  expect(medianDown(ints(input.values))).toBe(BigInt(expected.median));
  expect(spreadExceeds(ints(input.values), input.maxSpreadBps)).toBe(expected.exceeds);
});

test("read: the primary decides while the sources are near, the median when they are apart", () => {
  const near = new Map([
    [0, 1_001n],
    [1, 1_000n],
    [2, 1_002n],
  ]);
  expect(read(near, 50, true)).toMatchObject({ value: 1_001n, low: 1_000n, high: 1_002n, spread: false });
  expect(read(near, 50, false)?.value).toBe(1_001n);
  expect(read(new Map([...near, [0, 2_000n]]), 50, true)).toMatchObject({ value: 1_002n, spread: true });
  expect(read(new Map(), 50, true)).toBeNull();
});

test.each(merges)("mergeThin: $name: $why", ({ input, expect: expected }) => {
  expect(mergeThin(ints(input.pools), BigInt(input.threshold))).toEqual(expected.groups);
});

test.each(decided(verdicts))("decide: $name: $why", ({ input, expect: expected }) => {
  const verdict = verdictOf(input);
  if (expected.void !== undefined) expect(verdict).toEqual({ void: expected.void });
  else expect(verdict).toMatchObject({ winner: expected.winner });
});

test.each(decided(settlements))("settle: $name: $why", ({ input, expect: expected }) => {
  const { market, bets = [] } = input;
  const held = positionsOf(market, bets);
  const terms = {
    kind: market.kind,
    takeoutBps: market.takeoutBps ?? 0,
    mergeBelow: BigInt(market.mergeBelow ?? 0),
    minLosers: BigInt(market.minLosers ?? 0),
    minLosersBps: market.minLosersBps ?? 0,
  };
  const decision = settle(terms, together(held.values(), market.outcomes), verdictOf(input));
  if (expected.void !== undefined) expect(decision).toEqual({ void: expected.void });
  const paid = [...held].map(([account, one]) => [account, `${payoutDown(market.kind, decision, one)}`]);
  expect(Object.fromEntries(paid)).toEqual(expected.payouts);
});
