import { lazy, Suspense } from "react";
import { Card, CardTitle } from "@/ui/Card";
import { Loading, Skeleton } from "@/ui/States";
import { useSlipBasket } from "./SlipProvider";

const BetSlip = lazy(() => import("./BetSlip"));

/** The slip beside a page, where there is room for it. */
export function SlipRail() {
  const { length } = useSlipBasket().legs;
  return (
    <Card aria-labelledby="slip-title">
      <CardTitle
        id="slip-title"
        aside={length > 1 && <span className="text-muted text-small">{length} bets</span>}
      >
        Bet slip
      </CardTitle>
      <Suspense
        fallback={
          <Loading what="bet slip">
            <Skeleton className="h-40" />
          </Loading>
        }
      >
        <BetSlip />
      </Suspense>
    </Card>
  );
}

/** Whether there is something on the slip, or something to say about the last one. */
export function useSlipInUse(): boolean {
  const { legs, results } = useSlipBasket();
  return legs.length > 0 || results.length > 0;
}
