import {
  AreaSeries,
  createChart,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  LineSeries,
  LineStyle,
  type UTCTimestamp,
} from "lightweight-charts";
import type { Theme } from "@/app/theme";
import { atText, type Seconds } from "@/lib/time";
import { type Level, type Line, type Look, rangeOf, tickTexts, zoneShift } from "./chart";

export interface Picture {
  show(lines: readonly Line[]): void;
  /** Levels, colours and labels; again after each change of data or theme. */
  mark(lines: readonly Line[], levels: readonly Level[], theme: Theme): void;
  remove(): void;
}

type Series = ISeriesApi<"Area"> | ISeriesApi<"Line">;
interface Range {
  priceRange: { minValue: number; maxValue: number } | null;
}

const TICK = new Intl.DateTimeFormat("en-US", { day: "numeric", month: "short" });
const TICK_CLOCK = new Intl.DateTimeFormat("en-US", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
/** From this tick type on (lightweight-charts' TickMarkType.Time), ticks lie within a day. */
const WITHIN_A_DAY = 3;
const COLOURS: Record<Look, string> = { area: "--accent", first: "--accent", second: "--warn" };

export function picture(
  box: HTMLElement,
  looks: readonly Look[],
  format: (value: number) => string,
): Picture {
  // One shift for the whole picture: points stay in order also in the week in which clocks change.
  let shift: Seconds = 0;
  const chart = create(box, format, (time) => time - shift);
  const series = looks.map((look) => add(chart, look));
  let marks: { series: Series; line: IPriceLine }[] = [];

  return {
    show(lines) {
      shift = zoneShift(Math.max(0, ...lines.flatMap(({ points }) => points.at(-1)?.at ?? [])));
      for (const [index, one] of series.entries()) one.setData(dataOf(lines[index], shift));
      chart.timeScale().fitContent();
    },
    mark(lines, levels, theme) {
      for (const mark of marks) mark.series.removePriceLine(mark.line);
      marks = series[0] ? levels.map((level) => markLevel(series[0] as Series, level)) : [];
      for (const [index, one] of series.entries()) paint(one, looks[index] ?? "area", theme, levels);
      const labels = [...levels.map(({ value }) => value), ...lines.flatMap(lastOf)];
      chart.applyOptions({
        layout: { textColor: token("--muted") },
        grid: { horzLines: { color: token("--s2") } },
        crosshair: { vertLine: { color: token("--field") }, horzLine: { color: token("--field") } },
        localization: {
          tickmarksPriceFormatter: (ticks: number[]) =>
            tickTexts(ticks, labels, {
              toPixel: (value) => series[0]?.priceToCoordinate(value) ?? null,
              height: chart.paneSize().height,
              format,
            }),
        },
      });
    },
    remove: () => chart.remove(),
  };
}

function create(
  box: HTMLElement,
  format: (value: number) => string,
  momentOf: (time: UTCTimestamp) => Seconds,
): IChartApi {
  return createChart(box, {
    autoSize: true,
    // The link that the licence asks for stands below every chart, in the page's own words.
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
        (type >= WITHIN_A_DAY ? TICK_CLOCK : TICK).format(momentOf(time) * 1000),
    },
    localization: { priceFormatter: format, timeFormatter: (time: UTCTimestamp) => atText(momentOf(time)) },
    handleScroll: false,
    handleScale: false,
  });
}

function add(chart: IChartApi, look: Look): Series {
  if (look === "area") return chart.addSeries(AreaSeries, { lineWidth: 2 });
  const lineStyle = look === "second" ? LineStyle.Dashed : LineStyle.Solid;
  return chart.addSeries(LineSeries, { lineWidth: 2, lineStyle, priceLineVisible: false });
}

function dataOf(line: Line | undefined, shift: Seconds) {
  return (line?.points ?? []).map(({ at, value }) => ({ time: (at + shift) as UTCTimestamp, value }));
}

function lastOf(line: Line): number[] {
  return line.points.slice(-1).map(({ value }) => value);
}

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function paint(series: Series, look: Look, theme: Theme, levels: readonly Level[]): void {
  const colour = token(COLOURS[look]);
  const strength = theme === "dark" ? "38" : "26";
  const colours =
    look === "area"
      ? { lineColor: colour, topColor: `${colour}${strength}`, bottomColor: `${colour}00` }
      : { color: colour };
  series.applyOptions({
    ...colours,
    autoscaleInfoProvider: (original: () => Range | null) => {
      const range = original()?.priceRange;
      if (!range) return null;
      const [minValue, maxValue] = rangeOf(range.minValue, range.maxValue, levels);
      return { priceRange: { minValue, maxValue }, margins: { above: 16, below: 16 } };
    },
  });
}

function markLevel(series: Series, { value, title, strong }: Level): { series: Series; line: IPriceLine } {
  const line = series.createPriceLine({
    price: value,
    color: token(strong ? "--warn" : "--field"),
    axisLabelColor: token(strong ? "--warn" : "--s3"),
    axisLabelTextColor: token(strong ? "--bg" : "--ink"),
    lineWidth: 1,
    lineStyle: strong ? LineStyle.Dashed : LineStyle.Dotted,
    axisLabelVisible: true,
    title,
  });
  return { series, line };
}
