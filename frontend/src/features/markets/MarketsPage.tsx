import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { marketsQuery } from "@/api/queries";
import type { MarketSummary, Phase } from "@/generated/api/types.gen";
import { useLink, useWatch } from "@/live/live";
import { Button } from "@/ui/Button";
import { PageTitle } from "@/ui/PageTitle";
import { Segments } from "@/ui/Segments";
import { Empty, Failed, Loading, Skeleton } from "@/ui/States";
import { MarketCard } from "./MarketCard";
import { isDecided } from "./phase";

const FILTERS = { all: "All", stock: "Stocks", crypto: "Crypto" } as const;
type Filter = keyof typeof FILTERS;

/** What a person can act on comes first; within a group, what ends first. */
const ORDER: Record<Phase, number> = {
  open: 0,
  announced: 1,
  locked: 2,
  settling: 2,
  disputed: 2,
  settled: 3,
  void: 3,
};

export function shown(markets: MarketSummary[], filter: Filter): MarketSummary[] {
  return markets
    .filter(({ phase, asset }) => !isDecided(phase) && (filter === "all" || asset === filter))
    .sort((a, b) => ORDER[a.phase] - ORDER[b.phase] || a.close - b.close);
}

export function MarketsPage() {
  const [filter, setFilter] = useState<Filter>("all");
  const link = useLink();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery({
      ...marketsQuery,
      refetchInterval: link === "live" ? 15_000 : 5_000,
    });
  const markets = data?.pages.flatMap(({ items }) => items) ?? [];
  const list = shown(markets, filter);
  // The API lists the latest close first, so behind a decided market there are hardly any others.
  const last = markets.at(-1);
  const more = hasNextPage && last !== undefined && !isDecided(last.phase);
  useWatch(list.map(({ marketId }) => marketId));

  return (
    <>
      <div className="mb-4 flex flex-wrap items-end justify-between gap-4">
        <PageTitle title="Markets">
          Pick the range a price will land in. The winners share the pool.
        </PageTitle>
        <Segments label="Show markets" value={filter} options={FILTERS} onChange={setFilter} />
      </div>
      {isPending && <CardSkeletons />}
      {error && !data && <Failed error={error} retry={refetch} />}
      {data && list.length === 0 && (
        <Empty
          title={filter === "all" ? "No market is open right now" : `No ${filter} market is open right now`}
        >
          The next week's ranges are announced before its first session. Settled markets are in the archive.
        </Empty>
      )}
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {list.map((market) => (
          <MarketCard key={market.marketId} market={market} />
        ))}
      </div>
      {more && (
        <div className="mt-6 text-center">
          <Button onClick={() => fetchNextPage()} disabled={isFetchingNextPage}>
            {isFetchingNextPage ? "Loading…" : "Show more markets"}
          </Button>
        </div>
      )}
    </>
  );
}

function CardSkeletons() {
  return (
    <Loading what="markets">
      <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {["a", "b", "c"].map((key) => (
          <Skeleton key={key} className="h-62 rounded-card" />
        ))}
      </div>
    </Loading>
  );
}
