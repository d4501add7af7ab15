import { type Price, priceOf, stepText } from "@/lib/price";

/** Outcome 1 is Up, outcome 0 Down: rules 1.2. */
export type Direction = "up" | "down" | "even";

export interface Verdict {
  direction: Direction;
  difference: string;
}

/** Where a price stands against the start. */
export function verdictOf(start: Price, price: Price): Verdict {
  const direction = price > start ? "up" : price < start ? "down" : "even";
  return { direction, difference: stepText(start, price) };
}

/** The verdict of a round from its start and an end or live price; null while one of them is unknown. */
export function verdictFrom(start: string | null, price: string | null): Verdict | null {
  return start === null || price === null ? null : verdictOf(priceOf(start), priceOf(price));
}
