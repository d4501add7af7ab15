import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { activityQuery } from "@/api/queries";
import { outcomeName } from "@/features/markets/naming";
import type { BetPlaced, Claimed, MarketDetail, StateChanged } from "@/generated/api/types.gen";
import { microOf, usdDown, usdExact } from "@/lib/money";
import { atText } from "@/lib/time";
import { Button } from "@/ui/Button";
import { Hash } from "@/ui/Hash";
import { Empty, Failed, Loading, Skeleton } from "@/ui/States";

type Item = BetPlaced | Claimed | StateChanged;

const CHANGES: Record<StateChanged["change"], string> = {
  created: "Market created",
  closedEarly: "Betting closed early",
  halted: "Trading halted; betting ended at once",
  cancelled: "Called off before betting closed",
  contested: "The sources name different winners; the market is contested",
  settled: "Market settled",
  void: "Market void; every stake goes back",
};

export default function Activity({ market }: { market: MarketDetail }) {
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery({
      ...activityQuery(market.marketId),
      refetchInterval: 10_000,
    });
  if (isPending) {
    return (
      <Loading what="activity">
        <Skeleton className="h-40" />
      </Loading>
    );
  }
  if (error && !data) return <Failed error={error} retry={refetch} />;
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0)
    return <Empty title="Nothing has happened yet">The first bet will show here.</Empty>;
  return (
    <>
      <ol aria-label="Activity, newest first">
        {items.map((item) => (
          <li
            key={keyOf(item)}
            className="flex flex-wrap items-baseline justify-between gap-x-4 border-hairline border-b py-2.5"
          >
            <span>{sentence(item, market)}</span>
            <span className="text-muted text-small">
              {atText(item.at)} · tx <Hash value={item.tx} />
            </span>
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <Button className="mt-3" onClick={() => fetchNextPage()} disabled={isFetchingNextPage}>
          {isFetchingNextPage ? "Loading…" : "Show older"}
        </Button>
      )}
    </>
  );
}

function keyOf(item: Item): string {
  if (item.type === "bet") return `${item.tx}:${item.account}:${item.outcome}:${item.poolAfter}`;
  return item.type === "claim" ? `${item.tx}:${item.account}` : `${item.tx}:${item.change}`;
}

function sentence(item: Item, market: MarketDetail): ReactNode {
  if (item.type === "state") return <span className="text-muted">{CHANGES[item.change]}</span>;
  const who = <Hash value={item.account} />;
  if (item.type === "claim") {
    return (
      <>
        {who} claimed <strong className="font-semibold text-up">{usdExact(microOf(item.amount))}</strong>
        {item.toWallet ? "" : " as credit"}
      </>
    );
  }
  return (
    <>
      {who} bet <strong className="font-semibold">{usdDown(microOf(item.stake))}</strong> on{" "}
      {outcomeName(market, item.outcome)}
    </>
  );
}
