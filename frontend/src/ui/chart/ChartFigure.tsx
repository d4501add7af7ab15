import { lazy, type ReactNode, Suspense } from "react";
import { Empty, Loading, Skeleton } from "../States";
import type { Level, Line } from "./chart";

const Chart = lazy(() => import("./Chart"));
const HEIGHT = "h-60 sm:h-72";

/** A chart with its words: what it shows for those who cannot see it, where it comes from, and who drew the chart. */
export function ChartFigure({
  summary,
  lines,
  levels,
  format,
  children,
}: {
  summary: string;
  lines: readonly Line[];
  levels: readonly Level[];
  format: (value: number) => string;
  children: ReactNode;
}) {
  return (
    <figure>
      <div role="img" aria-label={summary} className={HEIGHT}>
        <Suspense fallback={<ChartWaiting />}>
          <Chart lines={lines} levels={levels} format={format} />
        </Suspense>
      </div>
      <figcaption className="mt-2 flex flex-wrap justify-between gap-x-6 text-muted text-small">
        <span>{children}</span>
        <span>
          Chart by{" "}
          <a
            href="https://www.tradingview.com/"
            rel="noreferrer"
            target="_blank"
            className="underline underline-offset-2"
          >
            TradingView
          </a>
        </span>
      </figcaption>
    </figure>
  );
}

export function ChartWaiting() {
  return (
    <Loading what="prices">
      <Skeleton className={HEIGHT} />
    </Loading>
  );
}

export function ChartEmpty({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={`grid place-items-center ${HEIGHT}`}>
      <Empty title={title}>{children}</Empty>
    </div>
  );
}
