import { lazy, Suspense } from "react";
import type { MarketDetail } from "@/generated/api/types.gen";
import { Loading, Skeleton } from "@/ui/States";

const ProofPanel = lazy(() => import("./ProofPanel"));

/** Rules and proof load when somebody opens their tab. */
export function Proof({ market }: { market: MarketDetail }) {
  return (
    <Suspense
      fallback={
        <Loading what="rules">
          <Skeleton className="h-60" />
        </Loading>
      }
    >
      <ProofPanel market={market} />
    </Suspense>
  );
}
