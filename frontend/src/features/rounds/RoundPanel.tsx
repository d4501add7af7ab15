import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { pricesQuery } from "@/api/queries";
import { useChainNow } from "@/chain/clock";
import type { MarketDetail, PriceSeries } from "@/generated/api/types.gen";
import { priceText } from "@/lib/odds";
import { sourcesText } from "@/lib/sources";
import { roughly, type Seconds } from "@/lib/time";
import { ChartEmpty, ChartFigure, ChartWaiting } from "@/ui/chart/ChartFigure";
import { lineOf, usd } from "@/ui/chart/chart";
import { Failed } from "@/ui/States";
import type { PanelProps } from "../market/product";
import { isDecided } from "../markets/phase";
import { Move } from "./Move";
import { type LivePrice, useLivePrice } from "./useLivePrice";
import { verdictFrom } from "./verdict";

/** Start against now, or against the end: what an up/down market is about. */
export default function RoundPanel({ market }: PanelProps) {
  const { data, error, refetch } = useQuery(pricesQuery(market.marketId));
  const series = data?.series[0];
  const start = market.startValue;
  const lines = useMemo(() => (series ? [lineOf(series, "area")] : []), [series]);
  const levels = useMemo(
    () => (start === null ? [] : [{ value: Number(start), title: "Start", strong: true }]),
    [start],
  );
  return (
    <>
      <Prices market={market} charted={series?.points.at(-1)?.price ?? null} />
      {error && !data && <Failed error={error} retry={refetch} />}
      {!error && !data && <ChartWaiting />}
      {data && !series?.points.length && (
        <ChartEmpty title="No price has been recorded yet">Bets are accepted all the same.</ChartEmpty>
      )}
      {series && series.points.length > 0 && (
        <ChartFigure summary={summary(series, start)} lines={lines} levels={levels} format={usd}>
          {sourcesText([series.source])}If both prices are equal to the last digit, every stake goes back.
        </ChartFigure>
      )}
    </>
  );
}

/** After a split only the chart still counts in the shares of a stock's start price; `charted` is its last. */
function Prices({ market, charted }: { market: MarketDetail; charted: string | null }) {
  const end = endOf(market);
  const running = end === null && !isOver(market);
  const isStock = market.asset === "stock";
  const latest = useLivePrice(market.symbol, running && !isStock);
  const live = isStock ? chartedPrice(charted) : latest;
  const now = useChainNow();
  const verdict = verdictFrom(market.startValue, running ? (live?.text ?? null) : end);
  return (
    <dl className="mb-4 grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-3">
      <Hero label={startName(market)}>
        {market.startValue ? priceText(market.startValue) : <Unknown text={startText(market, now)} />}
      </Hero>
      <Hero label={running ? (isStock ? "Latest price" : "Price now") : "End price"}>
        {running ? <Live price={live} /> : <End market={market} price={end} />}
      </Hero>
      <Hero label="Difference">
        {verdict ? <Move verdict={verdict} /> : <Unknown text={running ? AWAITED : "Nothing to compare"} />}
      </Hero>
    </dl>
  );
}

const AWAITED = "Once both prices are known";

function End({ market, price }: { market: MarketDetail; price: string | null }) {
  return price === null ? <Unknown text={neverText(market)} /> : priceText(price);
}

/** Without bets a market is never decided, and a contested one by no price; what was observed is known all the same. */
function endOf({ value, questions }: MarketDetail): string | null {
  return value ?? questions.find(({ role, state }) => role === "end" && state === "final")?.value ?? null;
}

/** Whether no price that comes from now on can be this market's. */
function isOver({ phase }: Pick<MarketDetail, "phase">): boolean {
  return isDecided(phase) || phase === "empty";
}

/** Why a price of a market that is over is missing for good. */
function neverText({ phase }: Pick<MarketDetail, "phase">): string {
  return phase === "empty" ? "No bets, so nobody had to report it" : "Never became known";
}

function chartedPrice(text: string | null): Pick<LivePrice, "text" | "stale"> | null {
  return text === null ? null : { text, stale: false };
}

function Hero({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted text-small">{label}</dt>
      <dd className="min-h-7 font-semibold text-page sm:min-h-9 sm:text-hero">{children}</dd>
    </div>
  );
}

function Unknown({ text }: { text: string }) {
  return <span className="block font-normal text-body text-muted">{text}</span>;
}

function Live({ price }: { price: Pick<LivePrice, "text" | "stale"> | null }) {
  if (!price) return <Unknown text="No price yet" />;
  return (
    <span className={price.stale ? "text-muted" : ""}>
      {priceText(price.text)}
      {price.stale && <span className="block font-normal text-small text-warn">Reconnecting…</span>}
    </span>
  );
}

function startName({ product }: Pick<MarketDetail, "product">): string {
  return product === "daily-up-down" ? "Previous close" : "Lock price";
}

/** Why the start price is not known, yet or for good. */
function startText(market: Pick<MarketDetail, "startAt" | "phase">, now: Seconds | null): string {
  if (isOver(market)) return neverText(market);
  if (market.startAt === null || now === null) return "Not known yet";
  const left = market.startAt - now;
  return left > 0 ? `Observed in ${roughly(left)}, when betting closes` : "Observed; its report is awaited";
}

function summary({ symbol, points }: PriceSeries, start: string | null): string {
  const last = points.at(-1);
  const against = start === null ? "" : `, against a start of ${priceText(start)}`;
  return last ? `Price of ${symbol}: ${priceText(last.price)}${against}` : `No price of ${symbol} yet`;
}
