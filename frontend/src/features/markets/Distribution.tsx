import { choose, drop, useChosen } from "@/features/bet/selectionStore";
import type { MarketSummary, Outcome } from "@/generated/api/types.gen";
import { microOf } from "@/lib/money";
import { letterOf, oddsDown, shareOf } from "@/lib/odds";

/** Where the money lies: one column per range, as tall as its share of the pool. A column puts its range on the slip. */
export function Distribution({ market }: { market: MarketSummary }) {
  const chosen = useChosen(market.marketId);
  const most = Math.max(1, ...market.outcomes.map(({ share }) => share));
  const empty = market.phase === "open" && microOf(market.total) === 0n;
  return (
    <ol aria-label="Share of the pool per range" className="relative grid auto-cols-fr grid-flow-col gap-1.5">
      {empty && (
        <li className="absolute inset-x-0 top-4 text-center text-muted text-small">Nobody has bet yet</li>
      )}
      {market.outcomes.map((outcome) => (
        <li key={outcome.index} title={`${letterOf(outcome.index)}: ${outcome.label}`} className="min-w-0">
          {market.phase === "open" ? (
            <button
              type="button"
              aria-pressed={chosen === outcome.index}
              onClick={() =>
                chosen === outcome.index ? drop([market.marketId]) : choose(market.marketId, outcome.index)
              }
              className={`relative z-1 block w-full rounded-md border pb-1 transition-colors ${chosen === outcome.index ? "border-accent bg-bar" : "border-transparent hover:border-field"}`}
            >
              <Column outcome={outcome} most={most} won={false} />
            </button>
          ) : (
            <Column outcome={outcome} most={most} won={market.winner === outcome.index} />
          )}
        </li>
      ))}
    </ol>
  );
}

function Column({ outcome, most, won }: { outcome: Outcome; most: number; won: boolean }) {
  const { index, label, share, odds } = outcome;
  return (
    <>
      <span aria-hidden="true" className="flex h-14 items-end px-0.5">
        <span
          className={`block w-full rounded-t-sm ${won ? "bg-up" : "bg-bar-on"}`}
          style={{ height: `${Math.max(4, (share / most) * 100)}%` }}
        />
      </span>
      <span className="block border-hairline border-t pt-1.5 text-center text-small">
        <span className="sr-only">{label}: </span>
        <span className={won ? "font-semibold text-up" : "text-muted"}>
          {letterOf(index)}
          <span className="sr-only">{won ? " (winner)" : ""}</span> {shareOf(share)}
        </span>
        <span className="block font-semibold">{oddsDown(odds)}</span>
      </span>
    </>
  );
}
