import { SlipRail, useSlipInUse } from "@/features/bet/SlipRail";
import { ClaimPanel } from "@/features/claim/ClaimPanel";
import { isDecided } from "@/features/markets/phase";
import type { MarketDetail } from "@/generated/api/types.gen";
import { atText } from "@/lib/time";
import { Card, CardTitle } from "@/ui/Card";
import { OwnPosition } from "./OwnPosition";
import { statusOf } from "./status";

/** The right rail: what a person can do in this phase, and what he holds. */
export function Side({ market, showSlip }: { market: MarketDetail; showSlip: boolean }) {
  const inUse = useSlipInUse();
  return (
    <>
      {(market.phase === "open" || inUse) && showSlip && <SlipRail />}
      {isDecided(market.phase) && <ClaimPanel market={market} />}
      {market.phase !== "open" && !isDecided(market.phase) && (
        <Card>
          <CardTitle>{market.phase === "announced" ? "Not open yet" : "Betting is over"}</CardTitle>
          <p className="text-muted">{statusOf(market).text}</p>
          {market.phase === "announced" && <p className="mt-2">Opens {atText(market.open)}.</p>}
        </Card>
      )}
      <OwnPosition market={market} />
    </>
  );
}
