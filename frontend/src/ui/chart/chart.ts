import type { Seconds } from "@/lib/time";

/** How a line looks; two lines differ in colour and in dash, so that nobody needs to tell colours apart. */
export type Look = "area" | "first" | "second";

export interface Line {
  name: string;
  look: Look;
  points: readonly { at: Seconds; value: number }[];
}

/** A horizontal line across the chart, with its value on the axis. */
export interface Level {
  value: number;
  title: string;
  strong: boolean;
}

/** Distance in pixels within which an axis label covers a plain tick. */
const CLEAR = 13;
/** Half of the height of a tick in pixels. */
const EDGE = 6;

/** The axis as it is drawn: where a value lies, how high it is, and how values are written. */
export interface Axis {
  toPixel: (value: number) => number | null;
  height: number;
  format: (value: number) => string;
}

/** The plain ticks as text; empty where the label of a level or of the last value, or the axis' end, would cut them. */
export function tickTexts(
  ticks: readonly number[],
  labels: readonly number[],
  { toPixel, height, format }: Axis,
): string[] {
  const taken = labels.map(toPixel).filter((y) => y !== null);
  const isCut = (y: number) =>
    y < EDGE || y > height - EDGE || taken.some((other) => Math.abs(other - y) < CLEAR);
  return ticks.map((tick) => {
    const y = toPixel(tick);
    return y !== null && isCut(y) ? "" : format(tick);
  });
}

/**
 * What to add to UTC seconds so that a chart, which knows no zones, begins its days at the reader's midnight: the offset
 * of the reader's zone at `at`.
 */
export function zoneShift(at: Seconds): Seconds {
  return -new Date(at * 1000).getTimezoneOffset() * 60;
}

/** The smallest range that holds the prices and every level. */
export function rangeOf(low: number, high: number, levels: readonly Level[]): [number, number] {
  const values = levels.map(({ value }) => value);
  return [Math.min(low, ...values), Math.max(high, ...values)];
}

export function lineOf(
  { symbol, points }: { symbol: string; points: readonly { at: Seconds; price: string }[] },
  look: Look,
): Line {
  return { name: symbol, look, points: points.map(({ at, price }) => ({ at, value: Number(price) })) };
}

const USD = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export function usd(value: number): string {
  return USD.format(value);
}
