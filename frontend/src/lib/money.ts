/** USDC in micro-units (10^-6) as bigint. Never a JavaScript number: floats do not touch money. */
export type Micro = bigint;

export const DECIMALS = 6;
export const ONE_USDC: Micro = 1_000_000n;

/** What a typed amount turned out to be. `empty` is not an error yet: the person has not typed. */
export type ParsedAmount =
  | { kind: "ok"; value: Micro }
  | { kind: "empty" }
  | { kind: "invalid"; why: Unreadable; message: string };

/** Named as in `mutuel.domain`, whose golden vectors this reads the same way. */
export type Unreadable = "NotANumber" | "NegativeNumber" | "TooManyDecimals" | "NumberTooLarge";

const MESSAGES: Record<Unreadable, string> = {
  NotANumber: "Write the amount in digits, with a point before the decimals: 25 or 12.50.",
  NegativeNumber: "A stake cannot be negative.",
  TooManyDecimals: "USDC has 6 decimals at most.",
  NumberTooLarge: "This is more USDC than there can be.",
};
/** What the contracts can hold. */
const LARGEST: Micro = 2n ** 64n - 1n;

/** Reads what a person typed: digits, and a point if decimals follow. Anything else is refused, never guessed. */
export function parseAmount(text: string): ParsedAmount {
  if (text === "") return { kind: "empty" };
  const match = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(text);
  if (!match) return unreadable("NotANumber");
  const [, sign, whole = "0", fraction = ""] = match;
  if (sign) return unreadable("NegativeNumber");
  if (fraction.length > DECIMALS) return unreadable("TooManyDecimals");
  const value = BigInt(whole) * ONE_USDC + BigInt(fraction.padEnd(DECIMALS, "0"));
  return value > LARGEST ? unreadable("NumberTooLarge") : { kind: "ok", value };
}

function unreadable(why: Unreadable): ParsedAmount {
  return { kind: "invalid", why, message: MESSAGES[why] };
}

/** An API amount such as "12.500000" as micro-units. Throws when it is none, for then the API broke its contract. */
export function microOf(decimal: string): Micro {
  const match = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(decimal);
  if (!match) throw new TypeError(`not a USDC amount: ${decimal}`);
  const [, sign, whole = "0", fraction = ""] = match;
  const magnitude = BigInt(whole) * ONE_USDC + BigInt(fraction.padEnd(DECIMALS, "0"));
  return sign ? -magnitude : magnitude;
}

/** Micro-units as the API wants them in a query: "12.500000". */
export function decimalOf(micro: Micro): string {
  const text = (micro < 0n ? -micro : micro).toString().padStart(DECIMALS + 1, "0");
  return `${micro < 0n ? "-" : ""}${text.slice(0, -DECIMALS)}.${text.slice(-DECIMALS)}`;
}

function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** "$1,234.56": cents, rounded towards zero, so that nothing is promised that is not there. */
export function usdDown(micro: Micro): string {
  const [whole = "0", fraction = ""] = decimalOf(micro < 0n ? -micro : micro).split(".");
  return `${micro < 0n ? "−" : ""}$${grouped(whole)}.${fraction.slice(0, 2)}`;
}

/** "$1,234.567891": every decimal that is there, cents at least. For amounts that a person signs. */
export function usdExact(micro: Micro): string {
  const [whole = "0", fraction = ""] = decimalOf(micro < 0n ? -micro : micro).split(".");
  return `${micro < 0n ? "−" : ""}$${grouped(whole)}.${fraction.replace(/0{1,4}$/, "")}`;
}

/** "12.5" for an input field: no trailing zeros, no grouping. */
export function typedOf(micro: Micro): string {
  return decimalOf(micro).replace(/\.?0+$/, "");
}

/** The smallest. */
export function least(...amounts: [Micro, ...Micro[]]): Micro {
  // biome-ignore lint/complexity/useMathMinMax: Math.min would throw on a bigint
  return amounts.reduce((a, b) => (b < a ? b : a));
}
