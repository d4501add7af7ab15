/** Odds arrive as decimal strings with 6 places; the page shows 2, cut and never rounded up. */
export function oddsDown(odds: string | null): string {
  if (odds === null) return "–";
  const [whole = "0", fraction = ""] = odds.split(".");
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",")}.${fraction.padEnd(2, "0").slice(0, 2)}×`;
}

/** The chance that the pool's money implies: basis points as "47.1%". */
export function shareOf(bps: number): string {
  return `${Math.trunc(bps / 100)}.${Math.trunc((bps % 100) / 10)}%`;
}

/** A, B, C …: how people name the outcomes of one market. */
export function letterOf(index: number): string {
  return String.fromCharCode(65 + index);
}

/** A price string as the API gives it, with group commas: "$98,250.00". */
export function priceText(price: string): string {
  const [whole = "0", fraction = "00"] = price.split(".");
  return `$${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",")}.${fraction}`;
}
