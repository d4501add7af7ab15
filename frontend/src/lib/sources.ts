/** How the oracle names the sources of prices, and how the world does. */
const SOURCES: Record<string, string> = {
  alphavantage: "Alpha Vantage",
  binance: "Binance",
  chainlink: "Chainlink",
  coinbase: "Coinbase",
  kraken: "Kraken",
  nasdaq: "Nasdaq",
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
