/** US dollars in 10^-8 as bigint, as the chain holds prices. Floats only ever draw them. */
export type Price = bigint;

const DECIMALS = 8;
const CENT = 1_000_000n;

/** A price as the API writes it, "645.57". Throws when it is none, for then the API broke its contract. */
export function priceOf(text: string): Price {
  const match = /^(-?)(\d+)(?:\.(\d{1,8}))?$/.exec(text);
  if (!match) throw new TypeError(`not a price: ${text}`);
  const [, sign, whole = "0", fraction = ""] = match;
  const magnitude = BigInt(whole + fraction.padEnd(DECIMALS, "0"));
  return sign ? -magnitude : magnitude;
}

/** What a price that somebody typed turned out to be: as the chain holds it, or why not. */
export type ParsedPrice =
  | { kind: "ok"; value: Price }
  | { kind: "empty" }
  | { kind: "invalid"; message: string };

const LARGEST: Price = 2n ** 63n - 1n;

/** Reads a price of 0.00000001 and more: digits, and a point if decimals follow. Anything else is refused, never guessed. */
export function parsePrice(text: string): ParsedPrice {
  if (text === "") return { kind: "empty" };
  const match = /^\$?(\d{1,18})(?:\.(\d{1,30}))?$/.exec(text);
  if (!match) return invalid("Write the price in digits, with a point before the decimals: 187 or 187.25.");
  const [, whole = "0", fraction = ""] = match;
  if (fraction.length > DECIMALS) return invalid("A price has 8 decimals at most.");
  const value = BigInt(whole + fraction.padEnd(DECIMALS, "0"));
  if (value === 0n) return invalid("A price is above 0.");
  return value > LARGEST ? invalid("No price is that high.") : { kind: "ok", value };
}

function invalid(message: string): ParsedPrice {
  return { kind: "invalid", message };
}

/** "187.00", "0.00000001": as the API writes it; cents at least. */
export function priceFrom(value: Price): string {
  const text = (value < 0n ? -value : value).toString().padStart(DECIMALS + 1, "0");
  const fraction = text.slice(-DECIMALS).replace(/0{1,6}$/, "");
  return `${value < 0n ? "-" : ""}${text.slice(0, -DECIMALS)}.${fraction}`;
}

/** "+$12.34", "−$0.50", "$0.00": what lies between two prices, cut to cents; smaller steps keep all decimals. */
export function stepText(from: Price, to: Price): string {
  const step = to - from;
  const size = step < 0n ? -step : step;
  const whole = (size / 100n / CENT).toString().replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  const fraction = (size % (100n * CENT)).toString().padStart(DECIMALS, "0");
  const shown = size > 0n && size < CENT ? fraction.replace(/0+$/, "") : fraction.slice(0, 2);
  return `${signOf(step)}$${whole}.${shown}`;
}

/** The change from one price to another in basis points, cut towards zero. `from` is above 0. */
export function changeBps(from: Price, to: Price): number {
  return Number(((to - from) * 10_000n) / from);
}

/** "+1.23%", "−0.40%", "0.00%". */
export function percentText(bps: number): string {
  return `${signOf(BigInt(bps))}${(Math.abs(bps) / 100).toFixed(2)}%`;
}

function signOf(value: bigint): string {
  return value > 0n ? "+" : value < 0n ? "−" : "";
}
