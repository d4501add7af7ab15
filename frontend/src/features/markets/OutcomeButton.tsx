import { choose, drop, useChosen } from "@/features/bet/selectionStore";
import type { MarketSummary, Outcome } from "@/generated/api/types.gen";
import { oddsDown } from "@/lib/odds";
import { outcomeName } from "./naming";

/** Puts an outcome on the slip, or takes it off again. Once betting is over it only shows. */
export function OutcomeButton({
  market,
  outcome,
  tone,
}: {
  market: MarketSummary;
  outcome: Outcome;
  tone?: "up" | "down";
}) {
  const chosen = useChosen(market.marketId) === outcome.index;
  const name = outcomeName(market, outcome.index);
  const won = market.winner === outcome.index;
  const content = (
    <>
      <span
        className={`min-w-0 break-words text-left font-semibold ${tone === "up" ? "text-up" : tone === "down" ? "text-down" : ""}`}
      >
        {tone && <span aria-hidden="true">{tone === "up" ? "▲ " : "▼ "}</span>}
        {name}
        {won && <span className="text-up"> ✓</span>}
      </span>
      <span className="font-semibold">{oddsDown(outcome.odds)}</span>
    </>
  );
  const look = "flex min-h-11 w-full items-center justify-between gap-2 rounded-control border px-3 py-1.5";
  if (market.phase !== "open") {
    return <div className={`${look} ${won ? "border-up" : "border-hairline"}`}>{content}</div>;
  }
  return (
    <button
      type="button"
      aria-pressed={chosen}
      title={`${chosen ? "Take off the slip" : "Put on the slip"}: ${name}, ${market.title}`}
      onClick={() => (chosen ? drop([market.marketId]) : choose(market.marketId, outcome.index))}
      className={`${look} relative z-1 transition-colors ${chosen ? "border-accent bg-bar-on" : "border-hairline bg-s2 hover:border-field"}`}
    >
      {content}
    </button>
  );
}
