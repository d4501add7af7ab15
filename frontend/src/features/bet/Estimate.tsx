import { outcomeName, outcomePhrase } from "@/features/markets/naming";
import type { Estimate, MarketDetail } from "@/generated/api/types.gen";
import { microOf, usdDown } from "@/lib/money";
import { multiplierOf, multiplierText, multiplierUpText } from "@/lib/multiplier";
import { oddsDown } from "@/lib/odds";
import { Line } from "@/ui/Card";
import { isWeighted, type Leg } from "./legs";

/** What the stake would return. Keeps its place while nothing is known. */
export function Returns({ leg: { market, selection, estimate }, full }: { leg: Leg; full: boolean }) {
  const name = market ? outcomeName(market, selection.outcome) : "it";
  const odds = market?.outcomes[selection.outcome]?.odds ?? null;
  return (
    <>
      <dl>
        <Line label={`Returns if ${name} wins`} strong={!estimate?.losing}>
          {estimate ? `≈ ${usdDown(microOf(estimate.now))}` : "–"}
        </Line>
        {full && (
          <>
            <Line label="If others still bet">
              {estimate ? `${usdDown(microOf(estimate.low))} – ${usdDown(microOf(estimate.high))}` : "–"}
            </Line>
            <Line label="Odds now, and after your bet">
              {oddsDown(odds)} → {estimate ? oddsDown(estimate.oddsAfter) : "–"}
            </Line>
          </>
        )}
        {estimate && isWeighted(market) && <Counting estimate={estimate} />}
      </dl>
      {estimate && market && <Merging market={market} estimate={estimate} />}
    </>
  );
}

/** In pools where late bets count for less: how much now, how much in a moment, and where a win stops paying. */
function Counting({ estimate: { multiplier, ifYouWait, breakEven } }: { estimate: Estimate }) {
  return (
    <>
      <Line label="Your stake counts at">
        <strong className="font-semibold">{multiplierText(multiplierOf(multiplier))}</strong>
      </Line>
      {ifYouWait && (
        <Line label={`If you wait ${ifYouWait.seconds} s`}>
          {multiplierText(multiplierOf(ifYouWait.multiplier))}, returns ≈ {usdDown(microOf(ifYouWait.now))}
        </Line>
      )}
      {breakEven !== null && (
        <Line label="Break-even at">
          <span title={breakEven}>{multiplierUpText(multiplierOf(breakEven))}</span>
        </Line>
      )}
    </>
  );
}

/** Thin ranges join their neighbours when betting ends; what is said is what the pools say now. */
function Merging({ market, estimate }: { market: MarketDetail; estimate: Estimate }) {
  const text = mergeText(market, estimate);
  return text && <p className="mt-1 text-small text-warn">{text}</p>;
}

export function mergeText(
  market: Pick<MarketDetail, "kind" | "outcomes" | "mergeBelow">,
  { outcome, projectedGroup }: Pick<Estimate, "outcome" | "projectedGroup">,
): string | null {
  const others = projectedGroup.filter((index) => index !== outcome);
  if (others.length === 0) return null;
  const names = others.map((index) => outcomePhrase(market, index)).join(" and ");
  const below = usdDown(microOf(market.mergeBelow));
  return `As the pools are, your range would join ${names}: ranges below ${below} merge when betting ends, and win together.`;
}
