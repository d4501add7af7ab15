import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect } from "react";
import { marketsQuery } from "@/api/queries";
import { BesideSlip, useSlipBeside } from "@/features/bet/BesideSlip";
import type { MarketSummary } from "@/generated/api/types.gen";
import { useLink, useWatch } from "@/live/live";
import { Button } from "@/ui/Button";
import { PageTitle } from "@/ui/PageTitle";
import { Empty, Failed, Loading, Skeleton } from "@/ui/States";
import { Filters } from "./Filters";
import { MarketCard } from "./MarketCard";
import { apiQueryOf, compact, type MarketsSearch } from "./search";

/** Cards that fill a screen: fewer than that of the wanted asset, and the next page is fetched at once. */
const FILLED = 12;
const MOST_AT_ONCE = 5;

export function MarketsPage() {
  const search = useSearch({ from: "/" });
  const navigate = useNavigate({ from: "/" });
  const change = useCallback(
    (changed: MarketsSearch) =>
      void navigate({
        search: (before) => compact({ ...before, ...changed }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  );
  return (
    <>
      <div className="mb-4">
        <PageTitle title="Markets">Pick what will happen. The winners share the pool.</PageTitle>
      </div>
      <Filters search={search} change={change} />
      <BesideSlip>
        <List search={search} change={change} />
      </BesideSlip>
    </>
  );
}

function List({ search, change }: { search: MarketsSearch; change: (changed: MarketsSearch) => void }) {
  const narrow = useSlipBeside();
  const link = useLink();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery({
      ...marketsQuery(apiQueryOf(search)),
      refetchInterval: link === "live" ? 15_000 : 5_000,
    });
  const list = ofAsset(data?.pages.flatMap(({ items }) => items) ?? [], search.asset);
  useWatch(list.map(({ marketId }) => marketId));
  const sparse = list.length < FILLED && (data?.pages.length ?? 0) < MOST_AT_ONCE;
  useEffect(() => {
    if (sparse && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [sparse, hasNextPage, isFetchingNextPage, fetchNextPage]);

  const grid = `grid gap-4 md:grid-cols-2 ${narrow ? "" : "xl:grid-cols-3"}`;
  if (isPending || (list.length === 0 && isFetchingNextPage)) return <CardSkeletons grid={grid} />;
  if (error && !data) return <Failed error={error} retry={refetch} />;
  return (
    <div className="min-w-0">
      {list.length === 0 && <Nothing search={search} change={change} />}
      <div className={grid}>
        {list.map((market) => (
          <MarketCard key={market.marketId} market={market} />
        ))}
      </div>
      {hasNextPage && (
        <div className="mt-6 text-center">
          <Button onClick={() => fetchNextPage()} disabled={isFetchingNextPage}>
            {isFetchingNextPage ? "Loading…" : "Show more markets"}
          </Button>
        </div>
      )}
    </div>
  );
}

export function ofAsset(markets: MarketSummary[], asset: MarketsSearch["asset"]): MarketSummary[] {
  return asset === undefined || asset === "all"
    ? markets
    : markets.filter((market) => market.asset === asset);
}

/** An empty list says what to do about it. */
function Nothing({ search, change }: { search: MarketsSearch; change: (changed: MarketsSearch) => void }) {
  const filtered = Object.keys(search).some((key) => key !== "sort" && key !== "phase");
  if (filtered || search.phase) {
    return (
      <Empty title="No market fits these filters">
        <p className="mb-4">Take a filter away, or search for something else.</p>
        <Button
          onClick={() =>
            change({ kind: undefined, asset: undefined, phase: undefined, match: undefined, q: undefined })
          }
        >
          Show everything that is open
        </Button>
      </Empty>
    );
  }
  return (
    <Empty title="No market is open right now">
      <p className="mb-4">The next ones are announced before they open, and results stay in the archive.</p>
      <Button onClick={() => change({ phase: "announced" })}>Show what opens later</Button>
    </Empty>
  );
}

function CardSkeletons({ grid }: { grid: string }) {
  return (
    <Loading what="markets">
      <div className={grid}>
        {["a", "b", "c"].map((key) => (
          <Skeleton key={key} className="h-62 rounded-card" />
        ))}
      </div>
    </Loading>
  );
}
