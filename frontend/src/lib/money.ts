/** USDC in micro-units (10^-6) as bigint. Never a JavaScript number: floats do not touch money. */
export type Micro = bigint;

export const DECIMALS = 6;
export const ONE_USDC: Micro = 1_000_000n;

/** What a typed amount turned out to be. `empty` is not an error yet: the person has not typed. */
export type ParsedAmount =
  | { kind: "ok"; value: Micro }
  | { kind: "empty" }
  | { kind: "invalid"; message: string };

const TYPED = /^\$?(\d{0,12})(?:\.(\d*))?$/;

/** Reads what a person typed. Group commas and a leading $ are accepted, everything else is refused in words. */
export function parseAmount(text: string): ParsedAmount {
  const bare = text.trim().replace(/(\d),(?=\d{3}(?!\d))/g, "$1");
  if (bare === "") return { kind: "empty" };
  const match = TYPED.exec(bare);
  const [whole = "", fraction = ""] = match?.slice(1) ?? [];
  if (!match || whole + fraction === "") {
    return { kind: "invalid", message: "Write the amount in digits, for example 25 or 12.50." };
  }
  if (fraction.length > DECIMALS) {
    return { kind: "invalid", message: "USDC has 6 decimals at most." };
  }
  return { kind: "ok", value: BigInt(whole || "0") * ONE_USDC + BigInt(fraction.padEnd(DECIMALS, "0")) };
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
