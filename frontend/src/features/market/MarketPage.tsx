import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useCallback, useEffect } from "react";
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
import { Header } from "./Header";
import { Outcomes } from "./Outcomes";
import { Proof } from "./Proof";
import { featureOf } from "./product";
import { Side } from "./Side";
import { Timeline } from "./Timeline";

const Activity = lazy(() => import("./Activity"));
const DisputePanel = lazy(() => import("@/features/disputes/DisputePanel"));
const RESULT_MS = 10_000;

export function MarketPage() {
  const { marketId } = useParams({ from: "/m/$marketId" });
  const link = useLink();
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...marketQuery(marketId),
    refetchInterval: link === "live" ? RESULT_MS : RESULT_MS / 2,
    placeholderData: keepPreviousData,
  });
  useWatch([marketId]);
  const live = useLive(marketId);
  const now = useChainNow();
  const market = isPlaceholderData ? undefined : data;
  useFreshDetail(marketId, market, live?.state);

  if (!data) return error ? <Failed page error={error} retry={refetch} /> : <MarketSkeleton />;
  // What lies above is shared by neighbours, and must not jump while the next of them loads.
  const Above = featureOf(data.product)?.Above;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      {Above && (
        <Suspense fallback={<Skeleton className="h-44 rounded-card" />}>
          <Above key={data.template} market={data} />
        </Suspense>
      )}
      {market ? <Market key={marketId} market={withLive(market, live, now)} /> : <MarketSkeleton />}
    </div>
  );
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
  const feature = featureOf(market.product);
  return (
    <>
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
        <div className="flex min-w-0 flex-col gap-4">
          <Card>
            <Header market={market} clock={!feature?.ownClock} />
            {feature && (
              <Suspense fallback={<PanelSkeleton />}>
                <feature.Panel market={market} selected={slip.outcome} estimate={slip.estimate} />
              </Suspense>
            )}
          </Card>
          {wasDisputed(market) && (
            <Later what="disputes" panel={<DisputePanel marketId={market.marketId} />} />
          )}
          <About market={market} slip={slip} />
          {feature?.Below && (
            <Suspense fallback={<Skeleton className="h-40 rounded-card" />}>
              <feature.Below market={market} />
            </Suspense>
          )}
          <Timeline market={market} />
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

function About({ market, slip }: { market: MarketDetail; slip: ReturnType<typeof useSlip> }) {
  const name = featureOf(market.product)?.outcomes ?? "Outcomes";
  return (
    <Card className="p-0!">
      <Tabs
        label="About this market"
        tabs={[
          {
            id: "outcomes",
            name,
            panel: <Outcomes market={market} name={name} chosen={slip.outcome} choose={slip.choose} />,
          },
          {
            id: "activity",
            name: "Activity",
            panel: <Later what="activity" panel={<Activity market={market} />} />,
          },
          { id: "proof", name: "Rules & proof", panel: <Proof market={market} /> },
        ]}
      />
    </Card>
  );
}

/** Whether a question of the market was ever challenged or disputed. */
function wasDisputed({ questions }: MarketDetail): boolean {
  return questions.some(
    ({ state, round, disputedAt }) => disputedAt !== null || round === 1 || state === "challenged",
  );
}

/** What loads when it is needed. */
function Later({ what, panel }: { what: string; panel: ReactNode }) {
  return (
    <Suspense
      fallback={
        <Loading what={what}>
          <Skeleton className="h-40" />
        </Loading>
      }
    >
      {panel}
    </Suspense>
  );
}

function PanelSkeleton() {
  return (
    <Loading what="market">
      <Skeleton className="h-60 sm:h-72" />
    </Loading>
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
