import type { MarketDetail, MarketKind } from "@/generated/api/types.gen";
import { type Micro, ONE_USDC, usdDown } from "@/lib/money";
import { isFlat } from "@/lib/multiplier";

export interface WhatIf {
  when: string;
  ends: string;
}

const BACK = "Void: every stake goes back in full, without a fee.";

const TIES: Record<MarketKind, WhatIf | null> = {
  range: {
    when: "the price lies exactly on an edge",
    ends: "It belongs to the upper range. There are no ties.",
  },
  updown: { when: "the end price equals the start price exactly", ends: BACK },
  race: { when: "both moved exactly alike", ends: BACK },
  match: { when: "the match is tied without a decider, or has no result", ends: BACK },
  matchPrincipalFirst: { when: "the match is tied without a decider, or has no result", ends: BACK },
};

/** How a market of this kind can end otherwise than by a winner, in the order in which people ask. */
export function whatIfsOf(
  market: Pick<MarketDetail, "kind" | "outcomes" | "mergeBelow" | "asset">,
): WhatIf[] {
  const match = isMatch(market.kind);
  const tie = TIES[market.kind];
  return [
    ...(tie ? [tie] : []),
    { when: "nobody staked on what wins, or too little on everything else", ends: BACK },
    ...(market.kind === "range" && market.outcomes.length > 2
      ? [
          {
            when: "a range holds too little when betting ends",
            ends: `Below ${market.mergeBelow.replace(/\.0+$/, "")} USDC it joins its neighbour towards the centre; they win and share together. If all join into one, every stake goes back.`,
          },
        ]
      : []),
    {
      when: "the sources name different winners",
      ends: "Anyone may contest the market; it then waits for a ruling of its own. Without one within 48 hours, every stake goes back.",
    },
    {
      when: "the reported result is wrong",
      ends: "Anyone may challenge a report in its window with a bond; a second report or a ruling decides.",
    },
    ...(match
      ? [
          { when: "rain or a cancelled match ends a window before its close", ends: BACK },
          {
            when: "the winner was known before betting closed",
            ends: "A window that closed later than two minutes before that moment is void: every stake goes back.",
          },
        ]
      : [HALT[market.asset === "stock" ? "stock" : "other"]]),
    { when: "no result comes within 7 days", ends: `Anyone can end it. ${BACK}` },
  ];
}

const HALT: Record<"stock" | "other", WhatIf> = {
  stock: {
    when: "trading is halted",
    ends: "Betting ends at once; the exchange's official price decides, or every stake goes back.",
  },
  other: {
    when: "the network was down while people could bet",
    ends: "Short markets that overlap the outage are void: every stake goes back.",
  },
};

function isMatch(kind: MarketKind): boolean {
  return kind === "match" || kind === "matchPrincipalFirst";
}

const POOL: Micro = 500n * ONE_USDC;
const WINNING: Micro = 300n * ONE_USDC;
const YOURS: Micro = 50n * ONE_USDC;
const BPS = 10_000n;
/** Of the betting time that has passed in the example of a pool in which early bets count for more. */
const EARLY = { passed: 1n, of: 4n };
const LATE = { passed: 9n, of: 10n };

type Priced = Pick<MarketDetail, "kind" | "k0" | "k1" | "takeoutBps">;

/** One bet worked out with this market's own fee and weights; payouts rounded down as the contract rounds them. */
export function exampleOf(market: Priced): string[] {
  const fee = feeOf(market);
  const said = `The pool holds ${usdDown(POOL)}: ${usdDown(WINNING)} on what wins, ${usdDown(YOURS)} of it yours.`;
  const taken =
    fee === 0n
      ? "No fee is taken."
      : `The fee is ${market.takeoutBps / 100} % of the pool, but never more than the others staked: ${usdDown(fee)}.`;
  if (isFlat(market)) {
    const share = `You staked ${usdDown(YOURS)} of the ${usdDown(WINNING)}, so you get ${usdDown(YOURS)} / ${usdDown(WINNING)} of ${usdDown(POOL - fee)}`;
    return [said, taken, `${share}: ${usdDown(payout(market, weightAt(market, { passed: 0n, of: 1n })))}.`];
  }
  return [
    said,
    taken,
    `Bets count by how early they are. Let the others have bet at the start, and you after a quarter of the time: you get ${usdDown(payout(market, weightAt(market, EARLY)))}.`,
    `The same bet with a tenth of the time left: ${usdDown(payout(market, weightAt(market, LATE)))}.${lateWord(market)}`,
  ];
}

function lateWord(market: Priced): string {
  if (market.kind === "matchPrincipalFirst")
    return " A winner always gets the stake back first, then a share of the rest.";
  return payout(market, weightAt(market, LATE)) < YOURS
    ? " That is less than the stake, which the slip warns of."
    : "";
}

/** min(pool * takeout, losing stakes), rounded down. */
function feeOf({ takeoutBps }: Priced): Micro {
  const full = (POOL * BigInt(takeoutBps)) / BPS;
  return full < POOL - WINNING ? full : POOL - WINNING;
}

/** Your stake's weight, in units that make a bet at the opening weigh k0 times the denominator. */
function weightAt({ k0, k1 }: Priced, { passed, of }: typeof EARLY): { yours: bigint; others: bigint } {
  const early = BigInt(k0) * of;
  return {
    yours: YOURS * (early - BigInt(k0 - k1) * passed),
    others: (WINNING - YOURS) * early,
  };
}

function payout(market: Priced, { yours, others }: { yours: bigint; others: bigint }): Micro {
  const fee = feeOf(market);
  const [first, shared] =
    market.kind === "matchPrincipalFirst" ? [YOURS, POOL - WINNING - fee] : [0n, POOL - fee];
  return first + (shared * yours) / (yours + others);
}
