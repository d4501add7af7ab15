import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useCallback, useEffect } from "react";
import { marketQuery } from "@/api/queries";
import { useAtChainTime, useChainNow } from "@/chain/clock";
import { MobileSlip } from "@/features/bet/MobileSlip";
import { useSlipInUse } from "@/features/bet/SlipRail";
import { useSlip } from "@/features/bet/useSlip";
import { isDecided, nextMoment } from "@/features/markets/phase";
import { withLive } from "@/features/markets/withLive";
import type { MarketDetail } from "@/generated/api/types.gen";
import { useLink, useLive, useWatch } from "@/live/live";
import { Card } from "@/ui/Card";
import { Failed, Loading, Skeleton } from "@/ui/States";
import { Tabs } from "@/ui/Tabs";
import { useWide } from "@/ui/useWide";
import { Activity } from "./Activity";
import { Header } from "./Header";
import { PricePanel } from "./PricePanel";
import { Proof } from "./Proof";
import { Ranges } from "./Ranges";
import { Side } from "./Side";
import { Timeline } from "./Timeline";

const RESULT_MS = 10_000;

export function MarketPage() {
  const { marketId } = useParams({ from: "/m/$marketId" });
  const link = useLink();
  const { data, error, refetch } = useQuery({
    ...marketQuery(marketId),
    refetchInterval: link === "live" ? RESULT_MS : RESULT_MS / 2,
  });
  useWatch([marketId]);
  const live = useLive(marketId);
  const now = useChainNow();
  useFreshDetail(marketId, data, live?.state);

  if (data) return <Market key={marketId} market={withLive(data, live, now)} />;
  return error ? <Failed error={error} retry={refetch} /> : <MarketSkeleton />;
}

/** Asks again when betting ends and when the market is decided: times, proof and fee change only then. */
function useFreshDetail(marketId: string, market: MarketDetail | undefined, liveState: string | undefined) {
  const queries = useQueryClient();
  const refresh = useCallback(
    () => void queries.invalidateQueries({ queryKey: ["market", marketId] }),
    [queries, marketId],
  );
  const stale = market !== undefined && liveState !== undefined && market.state !== liveState;
  useEffect(() => {
    if (stale) refresh();
  }, [stale, refresh]);
  useAtChainTime((market && nextMoment(market)?.at) ?? null, refresh);
}

function Market({ market }: { market: MarketDetail }) {
  const slip = useSlip(market);
  const inUse = useSlipInUse();
  const wide = useWide();
  return (
    <>
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
        <div className="flex min-w-0 flex-col gap-4">
          <Card>
            <Header market={market} />
            <PricePanel market={market} selected={slip.outcome} />
          </Card>
          <Card className="p-0!">
            <Tabs
              label="About this market"
              tabs={[
                { id: "ranges", name: "Ranges", panel: <Ranges market={market} slip={slip} /> },
                { id: "activity", name: "Activity", panel: <Activity marketId={market.marketId} /> },
                { id: "proof", name: "Rules & proof", panel: <Proof market={market} /> },
              ]}
            />
          </Card>
          <Timeline steps={market.timeline} />
        </div>
        {/* On phones a payout comes before everything else; what remains to bet on does not hide the chart. */}
        <div className={`min-w-0 ${isDecided(market.phase) ? "max-lg:order-first" : ""}`}>
          <div className="sticky top-20 flex flex-col gap-4">
            <Side market={market} showSlip={wide} />
          </div>
        </div>
      </div>
      {!wide && (market.phase === "open" || inUse) && <MobileSlip />}
    </>
  );
}

function MarketSkeleton() {
  return (
    <Loading what="market">
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
        <div className="flex flex-col gap-4">
          <Skeleton className="h-100 rounded-card" />
          <Skeleton className="h-80 rounded-card" />
        </div>
        <Skeleton className="h-100 rounded-card" />
      </div>
    </Loading>
  );
}
