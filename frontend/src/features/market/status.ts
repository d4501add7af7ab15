import { outcomePhrase } from "@/features/markets/naming";
import { PHASES } from "@/features/markets/phase";
import type { MarketDetail, MarketKind, MarketSummary, VoidReasonName } from "@/generated/api/types.gen";
import { priceText } from "@/lib/odds";
import { NO_PLAIN_WINNER } from "./answer";

type Family = "range" | "updown" | "race" | "match";

const FAMILIES: Record<MarketKind, Family> = {
  range: "range",
  updown: "updown",
  race: "race",
  match: "match",
  matchPrincipalFirst: "match",
};

/** What is waited for once betting is over, by kind. */
const AWAITED: Record<Family, string> = {
  range: "the price has not been observed yet",
  updown: "the end price has not been observed yet",
  race: "the end prices have not been observed yet",
  match: "the match is not decided yet",
};

const TIES: Record<Family, string> = {
  range: "the result was a tie",
  updown: "the end price equals the start price to the last digit",
  race: "both moved alike to the last digit",
  match: "the match ended in a tie without a decider",
};

const VOIDS: Record<Exclude<VoidReasonName, "tie">, string> = {
  oneSided: "too little was staked on the losing side to share out",
  noWinner: "nobody staked on what won",
  merged: "every range was so thin that all of them merged into one",
  known: "the result was known before betting closed",
  outage: "the network was down while people could bet",
  question: "its question ended without a result",
  expired: "no result came within 7 days",
  cancelled: "it was called off before betting closed",
};

export function familyOf({ kind }: Pick<MarketSummary, "kind">): Family {
  return FAMILIES[kind];
}

/** Why every stake went back, as the end of a sentence. */
export function voidText(market: Pick<MarketSummary, "kind">, reason: VoidReasonName): string {
  return reason === "tie" ? TIES[familyOf(market)] : VOIDS[reason];
}

export interface Status {
  /** Whether something out of the ordinary happened, which the page points out. */
  unusual: boolean;
  text: string;
}

/** One sentence on where the market stands. */
export function statusOf(market: MarketDetail): Status {
  const { phase } = market;
  if (phase === "void") return { unusual: true, text: voidStatus(market) };
  if (phase === "empty")
    return { unusual: false, text: "Nobody staked: there is nothing to decide and nothing to pay." };
  if (phase === "settled") return { unusual: false, text: wonText(market) };
  if (market.contested) return { unusual: true, text: CONTESTED };
  if (phase === "disputed") return { unusual: true, text: disputeText(market) };
  if (isHalted(market) && phase !== "open") return { unusual: true, text: HALTED_SO_FAR };
  if ((phase === "settling" || phase === "locked") && market.question.state === "proposed")
    return {
      unusual: false,
      text: "A result is reported. It becomes final unless somebody challenges it in time.",
    };
  if (phase === "locked") return { unusual: false, text: `Betting is over; ${AWAITED[familyOf(market)]}.` };
  if (phase === "settling" && familyOf(market) === "match")
    return {
      unusual: false,
      text: "The result is being reported. Anyone may challenge a report in its window.",
    };
  return { unusual: false, text: PHASES[phase].explain };
}

const CONTESTED =
  "Contested: the sources name different winners. A ruling on this market alone decides, or every stake goes back in full.";
const HALTED = "Trading was halted on the whole exchange, so betting ended at once";
const HALTED_SO_FAR = `${HALTED}; bets made before stand. The official close decides, or a ruling if trading was still halted then.`;
const RULING = "A ruling decides, or every stake goes back in full.";

function voidStatus(market: MarketDetail): string {
  const why = market.voidReason ? `: ${voidText(market, market.voidReason)}` : "";
  return `Void${why}. Every stake goes back in full.`;
}

function disputeText(market: MarketDetail): string {
  if (!isFlagged(market))
    return "The result is in dispute. It ends with a ruling, or with every stake back in full.";
  if (familyOf(market) === "match") return `In dispute: ${NO_PLAIN_WINNER}. ${RULING}`;
  if (isHalted(market)) return `${HALTED}; trading was still halted at the close. ${RULING}`;
  return `Trading was halted at the close; betting had ended as planned. ${RULING}`;
}

/** Whether reporters asked for a ruling: a share was halted at its close, or a match has no plain winner. */
function isFlagged({ questions }: MarketDetail): boolean {
  return questions.some(({ state, disputeReason }) => state !== "final" && disputeReason === "halt");
}

/** Whether betting ended for a halt of the whole market, which alone ends it. */
function isHalted({ timeline }: MarketDetail): boolean {
  return timeline.some(({ name, done }) => name === "halted" && done);
}

function wonText(market: MarketDetail): string {
  if (market.winner === null) return PHASES.settled.explain;
  const phrase = outcomePhrase(market, market.winner);
  const winner = `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}`;
  if (familyOf(market) === "range") return `${winner} (${rangeText(market)}) won${atValue(market, " at ")}.`;
  if (familyOf(market) === "updown" && market.startValue)
    return `${winner} won: from ${priceText(market.startValue)}${atValue(market, " to ")}.`;
  return `${winner} won.`;
}

function rangeText(market: MarketDetail): string {
  return market.winner === null ? "" : (market.outcomes[market.winner]?.label ?? "");
}

function atValue({ value }: MarketDetail, before: string): string {
  return value ? `${before}${priceText(value)}` : "";
}
