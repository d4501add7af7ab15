import type { Seconds } from "./time";

/** How much a stake weighs over the betting time: falls linearly from k0 at `open` to k1 at the planned close. */
export interface Curve {
  k0: number;
  k1: number;
  open: Seconds;
  /** Weights fall towards the close that was announced, also after an early one. */
  plannedClose: Seconds;
}

/** Parts of 10,000: 7,312 is 0.7312. */
export type Multiplier = number;
export const FULL: Multiplier = 10_000;

export function isFlat({ k0, k1 }: Pick<Curve, "k0" | "k1">): boolean {
  return k0 === k1;
}

/** The weight of a stake placed at `at` against one placed at the opening, rounded down as the API rounds it. */
export function multiplierAt({ k0, k1, open, plannedClose }: Curve, at: Seconds): Multiplier {
  const length = plannedClose - open;
  const left = Math.min(length, Math.max(0, plannedClose - at));
  return Math.floor(((k1 * length + (k0 - k1) * left) * FULL) / (k0 * length));
}

/** The API's "0.7312". Throws when it is no such number, for then the API broke its contract. */
export function multiplierOf(text: string): Multiplier {
  const match = /^(\d+)(?:\.(\d{1,4}))?\d*$/.exec(text);
  if (!match) throw new TypeError(`not a multiplier: ${text}`);
  const [, whole = "0", fraction = ""] = match;
  return Number(whole) * FULL + Number(fraction.padEnd(4, "0"));
}

/** "0.73×", cut and never rounded up. */
export function multiplierText(multiplier: Multiplier): string {
  return `${(Math.floor(multiplier / 100) / 100).toFixed(2)}×`;
}

/** "0.74×", never rounded down: for a level that must be reached. */
export function multiplierUpText(multiplier: Multiplier): string {
  return multiplierText(Math.ceil(multiplier / 100) * 100);
}
