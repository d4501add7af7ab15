import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { pricesQuery } from "@/api/queries";
import type { MarketDetail, PriceSeries } from "@/generated/api/types.gen";
import { letterOf, priceText } from "@/lib/odds";
import { atText } from "@/lib/time";
import { Empty, Failed, Loading, Skeleton } from "@/ui/States";

const PriceChart = lazy(() => import("./PriceChart"));
/** How the oracle names the sources of prices, and how the world does. */
const SOURCES: Record<string, string> = {
  alphavantage: "Alpha Vantage",
  chainlink: "Chainlink",
  nasdaq: "Nasdaq",
  yahoo: "Yahoo",
};
const HEIGHT = "h-60 sm:h-72";

/** The price so far against the edges of the ranges. Only for the eye: markets settle on reports and proofs. */
export function PricePanel({ market, selected }: { market: MarketDetail; selected: number | null }) {
  const { data, error, refetch } = useQuery(pricesQuery(market.marketId));
  if (error && !data) return <Failed error={error} retry={refetch} />;
  if (!data) return <Waiting />;
  const [series] = data.series;
  if (!series || series.points.length === 0) {
    return (
      <div className={`grid place-items-center ${HEIGHT}`}>
        <Empty title="No price has been recorded yet">The ranges below stand as they are.</Empty>
      </div>
    );
  }
  return (
    <figure>
      <div role="img" aria-label={summary(series, market)} className={HEIGHT}>
        <Suspense fallback={<Waiting />}>
          <PriceChart points={series.points} edges={data.edges} highlighted={market.winner ?? selected} />
        </Suspense>
      </div>
      <figcaption className="mt-2 text-muted text-small">
        {series.source ? `Prices from ${SOURCES[series.source] ?? series.source}, for orientation. ` : ""}The
        market settles on the result under Rules &amp; proof.
      </figcaption>
    </figure>
  );
}

function Waiting() {
  return (
    <Loading what="prices">
      <Skeleton className={HEIGHT} />
    </Loading>
  );
}

/** What the chart shows, in words. */
export function summary(prices: PriceSeries, market: Pick<MarketDetail, "outcomes">): string {
  const last = prices.points.at(-1);
  if (!last) return `No price of ${prices.symbol} yet`;
  const price = Number(last.price);
  const outcome = market.outcomes.find(
    ({ lo, hi }) => (lo === null || price >= Number(lo)) && (hi === null || price < Number(hi)),
  );
  const within = outcome ? `, in range ${letterOf(outcome.index)}, ${outcome.label}` : "";
  return `Price of ${prices.symbol}: ${priceText(last.price)} on ${atText(last.at)}${within}`;
}
