/** How the oracle names the sources of prices, and how the world does. */
const SOURCES: Record<string, string> = {
  alphavantage: "Alpha Vantage",
  apifootball: "API-Football",
  betfair: "Betfair",
  binance: "Binance",
  bloomberg: "Bloomberg",
  chainlink: "Chainlink",
  coinbase: "Coinbase",
  cricsheet: "Cricsheet",
  espn: "ESPN",
  kraken: "Kraken",
  nasdaq: "Nasdaq",
  "nasdaq-halts": "Nasdaq's halts",
  nyse: "NYSE",
  "nyse-halts": "NYSE's halts",
  oddsapi: "The Odds API",
  polygon: "Polygon",
  pyth: "Pyth",
  redstone: "RedStone",
  stooq: "Stooq",
  streams: "Chainlink Data Streams",
  tiingo: "Tiingo",
  yahoo: "Yahoo",
};

export function sourceName(source: string): string {
  return SOURCES[source] ?? source;
}

/** "Prices from Nasdaq and Yahoo, for orientation. "; empty while there is none. */
export function sourcesText(sources: readonly (string | null)[]): string {
  const names = [...new Set(sources.filter((source) => source !== null).map(sourceName))];
  return names.length === 0 ? "" : `Prices from ${names.join(" and ")}, for orientation. `;
}

/** Whether a source was not asked at all, by its operator's choice or for want of a key. */
export function isOff(refusal: string): boolean {
  return /^(off: |not-authorised: no key is set$)/.test(refusal);
}

/** Why a source gave no answer, for people: without the oracle's own name for what the reason says by itself. */
export function reasonText(refusal: string): string {
  return refusal.replace(/^(off|not-authorised): /, "");
}
