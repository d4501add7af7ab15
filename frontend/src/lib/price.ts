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

/** "+1.23 %", "−0.40 %", "0.00 %". */
export function percentText(bps: number): string {
  return `${signOf(BigInt(bps))}${(Math.abs(bps) / 100).toFixed(2)} %`;
}

function signOf(value: bigint): string {
  return value > 0n ? "+" : value < 0n ? "−" : "";
}
