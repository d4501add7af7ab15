import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { pricesQuery } from "@/api/queries";
import type { MarketDetail, PriceSeries } from "@/generated/api/types.gen";
import { isFlat } from "@/lib/multiplier";
import { letterOf, priceText } from "@/lib/odds";
import { sourcesText } from "@/lib/sources";
import { atText } from "@/lib/time";
import { ChartEmpty, ChartFigure, ChartWaiting } from "@/ui/chart/ChartFigure";
import { lineOf, usd } from "@/ui/chart/chart";
import { Failed } from "@/ui/States";
import type { PanelProps } from "../market/product";
import { Weight } from "../windows/Weight";
import { edgeLevels } from "./edges";

/** The price so far against the edges of the ranges. Only for the eye: markets settle on reports and proofs. */
export default function PricePanel(props: PanelProps) {
  const { market } = props;
  return (
    <>
      <Price {...props} />
      {market.phase === "open" && !isFlat(market) && <Weight {...props} />}
    </>
  );
}

function Price({ market, selected }: PanelProps) {
  const { data, error, refetch } = useQuery(pricesQuery(market.marketId));
  const series = data?.series[0];
  const lines = useMemo(() => (series ? [lineOf(series, "area")] : []), [series]);
  const highlighted = market.winner ?? selected;
  const levels = useMemo(() => edgeLevels(data?.edges ?? [], highlighted), [data, highlighted]);
  if (error && !data) return <Failed error={error} retry={refetch} />;
  if (!data) return <ChartWaiting />;
  if (!series || series.points.length === 0) {
    return (
      <ChartEmpty title="No price has been recorded yet">The ranges below stand as they are.</ChartEmpty>
    );
  }
  return (
    <ChartFigure summary={summary(series, market)} lines={lines} levels={levels} format={usd}>
      {sourcesText([series.source])}The market settles on the result under Rules &amp; proof.
    </ChartFigure>
  );
}

/** What the chart shows, in words. */
export function summary(series: PriceSeries, market: Pick<MarketDetail, "outcomes">): string {
  const last = series.points.at(-1);
  if (!last) return `No price of ${series.symbol} yet`;
  const price = Number(last.price);
  const outcome = market.outcomes.find(
    ({ lo, hi }) => (lo === null || price >= Number(lo)) && (hi === null || price < Number(hi)),
  );
  const within = outcome ? `, in range ${letterOf(outcome.index)}, ${outcome.label}` : "";
  return `Price of ${series.symbol}: ${priceText(last.price)} on ${atText(last.at)}${within}`;
}
