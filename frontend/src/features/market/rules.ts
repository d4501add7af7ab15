import type { MarketDetail, MarketKind, Path, Signers } from "@/generated/api/types.gen";

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

/** How the market's questions are answered; undefined while that is not known. */
export function pathOf(
  { sourceId }: Pick<MarketDetail, "sourceId">,
  signers: readonly Pick<Signers, "sourceId" | "path">[] | undefined,
): Path | undefined {
  return signers?.find((one) => one.sourceId === sourceId)?.path;
}

/** How a market of this kind can end otherwise than by a winner, in the order in which people ask. */
export function whatIfsOf(
  market: Pick<MarketDetail, "kind" | "outcomes" | "mergeBelow" | "asset">,
  path?: Path,
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
    ...(path === "proof" ? PROVED : REPORTED),
    ...(match
      ? [
          { when: "rain or a cancelled match ends a window before its close", ends: BACK },
          {
            when: "the winner was known before betting closed",
            ends: "A window that closed later than two minutes before that moment is void: every stake goes back.",
          },
        ]
      : STOPS[market.asset === "stock" ? "stock" : "other"]),
    { when: "no result comes within 7 days", ends: `Anyone can end it. ${BACK}` },
  ];
}

/** Where reporters answer, at least after an hour without a proof. */
const REPORTED: readonly WhatIf[] = [
  {
    when: "the sources name different winners",
    ends: "Anyone may contest the market; it then waits for a ruling of its own. Without one within 48 hours, every stake goes back.",
  },
  {
    when: "the reported result is wrong",
    ends: "Anyone may challenge a report in its window with a bond; a second report or a ruling decides.",
  },
];

/** Where a proof alone answers: nobody reports, so there is nothing to challenge, to contest or to rule. */
const PROVED: readonly WhatIf[] = [
  {
    when: "somebody doubts the price",
    ends: "Chainlink's feed decides, and the contract checks the proof of it by itself. It cannot be challenged, and nobody rules on it.",
  },
  { when: "no proof of a price comes within 24 hours", ends: `Anyone can end the wait for it. ${BACK}` },
];

const STOPS: Record<"stock" | "other", WhatIf[]> = {
  stock: [
    {
      when: "trading is halted on the whole exchange",
      ends: "Betting ends at once, and bets made before stand. The official close decides, or a ruling if trading is still halted then.",
    },
    {
      when: "trading is halted at the close",
      ends: "Betting ends as planned. A ruling decides; without one within 48 hours, every stake goes back.",
    },
  ],
  other: [
    {
      when: "the network was down while people could bet",
      ends: "Short markets that overlap the outage are void: every stake goes back.",
    },
  ],
};

function isMatch(kind: MarketKind): boolean {
  return kind === "match" || kind === "matchPrincipalFirst";
}

const EXAMPLE = "Example: ";

/** The API's rules apart from the bets that it works out with the market's own numbers. */
export function withoutExamples(rules: readonly string[]): { said: string[]; examples: string[] } {
  return {
    said: rules.filter((rule) => !rule.startsWith(EXAMPLE)),
    examples: rules.filter((rule) => rule.startsWith(EXAMPLE)).map(withoutPrefix),
  };
}

function withoutPrefix(rule: string): string {
  const text = rule.slice(EXAMPLE.length);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
