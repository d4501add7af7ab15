import {
  AreaSeries,
  createChart,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  LineStyle,
  type UTCTimestamp,
} from "lightweight-charts";
import { useEffect, useRef } from "react";
import { type Theme, useTheme } from "@/app/theme";
import type { PricePoint } from "@/generated/api/types.gen";
import { letterOf } from "@/lib/odds";
import { atText } from "@/lib/time";

interface Drawn {
  chart: IChartApi;
  series: ISeriesApi<"Area">;
  lines: IPriceLine[];
}

const TICK = new Intl.DateTimeFormat("en-US", { day: "numeric", month: "short" });
const TICK_CLOCK = new Intl.DateTimeFormat("en-US", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const PRICE = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
/** From this tick type on (lightweight-charts' TickMarkType.Time), ticks lie within a day. */
const WITHIN_A_DAY = 3;

/** @param highlighted the range whose edges stand out: the selected one, or the winner */
export default function PriceChart(props: {
  points: PricePoint[];
  edges: string[];
  highlighted: number | null;
}) {
  const { points, edges, highlighted } = props;
  const box = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const theme = useTheme();

  useEffect(() => {
    if (!box.current) return;
    drawn.current = draw(box.current);
    return () => {
      drawn.current?.chart.remove();
      drawn.current = null;
    };
  }, []);

  useEffect(() => {
    if (!drawn.current) return;
    const { series, chart } = drawn.current;
    // Numbers are good enough to draw with; nothing is computed from them.
    series.setData(points.map(({ at, price }) => ({ time: at as UTCTimestamp, value: Number(price) })));
    chart.timeScale().fitContent();
  }, [points]);

  useEffect(() => {
    if (!drawn.current) return;
    paint(drawn.current, theme);
    markEdges(drawn.current, edges, highlighted);
  }, [edges, highlighted, theme]);

  return <div ref={box} aria-hidden="true" className="size-full" />;
}

function draw(box: HTMLElement): Drawn {
  const chart = createChart(box, {
    autoSize: true,
    layout: {
      background: { color: "transparent" },
      fontFamily: "Inter, sans-serif",
      fontSize: 11,
      attributionLogo: false,
    },
    grid: { vertLines: { visible: false } },
    rightPriceScale: { borderVisible: false },
    timeScale: {
      borderVisible: false,
      timeVisible: true,
      tickMarkFormatter: (time: UTCTimestamp, type: number) =>
        (type >= WITHIN_A_DAY ? TICK_CLOCK : TICK).format(time * 1000),
    },
    localization: {
      priceFormatter: (price: number) => PRICE.format(price),
      timeFormatter: (time: UTCTimestamp) => atText(time),
    },
    handleScroll: false,
    handleScale: false,
  });
  return { chart, series: chart.addSeries(AreaSeries, { lineWidth: 2 }), lines: [] };
}

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function paint({ chart, series }: Drawn, theme: Theme): void {
  const accent = token("--accent");
  const strength = theme === "dark" ? "38" : "26";
  chart.applyOptions({
    layout: { textColor: token("--muted") },
    grid: { horzLines: { color: token("--s2") } },
    crosshair: { vertLine: { color: token("--field") }, horzLine: { color: token("--field") } },
  });
  series.applyOptions({ lineColor: accent, topColor: `${accent}${strength}`, bottomColor: `${accent}00` });
}

function markEdges(drawn: Drawn, edges: string[], highlighted: number | null): void {
  const { series } = drawn;
  for (const line of drawn.lines) series.removePriceLine(line);
  drawn.lines = edges.map((edge, index) => {
    const floor = index + 1 === highlighted;
    const ceiling = index === highlighted;
    const bold = floor || ceiling;
    const letter = letterOf(highlighted ?? 0);
    return series.createPriceLine({
      price: Number(edge),
      color: token(bold ? "--warn" : "--field"),
      axisLabelColor: token(bold ? "--warn" : "--s3"),
      axisLabelTextColor: token(bold ? "--bg" : "--ink"),
      lineWidth: 1,
      lineStyle: bold ? LineStyle.Dashed : LineStyle.Dotted,
      axisLabelVisible: true,
      title: bold ? `${letter} ${floor ? "floor" : "ceiling"}` : "",
    });
  });
  const values = edges.map(Number);
  series.applyOptions({
    // The edges belong in the picture, even while the price is far from them.
    autoscaleInfoProvider: (
      original: () => { priceRange: { minValue: number; maxValue: number } | null } | null,
    ) => {
      const range = original()?.priceRange;
      if (!range) return null;
      return {
        priceRange: {
          minValue: Math.min(range.minValue, ...values),
          maxValue: Math.max(range.maxValue, ...values),
        },
        margins: { above: 16, below: 16 },
      };
    },
  });
}
