import { lazy, Suspense } from "react";
import { SlipRail, useSlipInUse } from "@/features/bet/SlipRail";
import { ClaimPanel } from "@/features/claim/ClaimPanel";
import { isDecided } from "@/features/markets/phase";
import type { MarketDetail, Phase } from "@/generated/api/types.gen";
import { atText } from "@/lib/time";
import { Card, CardTitle } from "@/ui/Card";
import { Skeleton } from "@/ui/States";
import { OwnPosition } from "./OwnPosition";
import { reportedOf, sidesOf } from "./reported";
import { statusOf } from "./status";

const ChallengeOffer = lazy(() => import("@/features/challenge/ChallengeOffer"));
const WayOut = lazy(() => import("./WayOut"));

const AWAITS_AN_END: readonly Phase[] = ["locked", "settling", "disputed"];

/** The right rail: what a person can do in this phase, and holds. */
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
          <Reported market={market} />
          {AWAITS_AN_END.includes(market.phase) && (
            <Suspense fallback={null}>
              <WayOut market={market} />
            </Suspense>
          )}
        </Card>
      )}
      <OwnPosition market={market} />
    </>
  );
}

/** What was reported and is not final yet, each with the way to challenge it. */
function Reported({ market }: { market: MarketDetail }) {
  return reportedOf(market).map((question) => (
    <Suspense key={question.questionId} fallback={<Skeleton className="mt-3 h-9 w-48" />}>
      <div className="mt-3">
        <ChallengeOffer question={question} sides={sidesOf(market)} />
      </div>
    </Suspense>
  ));
}
