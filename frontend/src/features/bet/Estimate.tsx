import type { MarketDetail } from "@/generated/api/types.gen";
import { microOf, usdDown } from "@/lib/money";
import { letterOf, oddsDown } from "@/lib/odds";
import { Line } from "@/ui/Card";
import { roomText } from "./useEstimate";
import type { SlipControl } from "./useSlip";

/** What the stake would return, and how much more may be staked and why. Keeps its place while nothing is known. */
export function Estimate({
  slip,
  market,
  fault,
}: {
  slip: SlipControl;
  market: MarketDetail;
  fault: string | undefined;
}) {
  const shown = slip.estimate;
  const letter = slip.outcome === null ? "your range" : letterOf(slip.outcome);
  const odds = slip.outcome === null ? null : (market.outcomes[slip.outcome]?.odds ?? null);
  return (
    <>
      <dl className="mb-3">
        <Line label={`Returns if ${letter} wins`} strong>
          {shown ? `≈ ${usdDown(microOf(shown.now))}` : "–"}
        </Line>
        <Line label="Low to high until close">
          {shown ? `${usdDown(microOf(shown.low))} – ${usdDown(microOf(shown.high))}` : "–"}
        </Line>
        <Line label="Odds now, and after your bet">
          {oddsDown(odds)} → {shown ? oddsDown(shown.oddsAfter) : "–"}
        </Line>
      </dl>
      <div id="stake-help" aria-live="polite" className="mb-3 min-h-8 text-small">
        {fault ? (
          <p className="text-down">{fault}</p>
        ) : (
          slip.room && <p className="text-muted">{roomText(slip.room)}</p>
        )}
      </div>
    </>
  );
}
