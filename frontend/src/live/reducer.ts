import type { MarketUpdate, ServerMessage } from "./protocol";

/** What the stream knows of each market it follows, by id. */
export type LiveMarkets = ReadonlyMap<string, MarketUpdate>;

export interface Applied {
  markets: LiveMarkets;
  /** The market whose update does not follow what is known: a new snapshot is needed. */
  gap: string | null;
}

/**
 * A snapshot replaces; a delta is taken when it follows the state that is known, ignored when it is old, and reported
 * as a gap otherwise. The pools of a market with a gap stay as they were: stale, but never a mixture.
 */
export function applyMessage(markets: LiveMarkets, message: ServerMessage): Applied {
  if (message.type === "tick" || message.type === "error") return { markets, gap: null };
  if (message.type === "delta") {
    const known = markets.get(message.marketId);
    if (known && message.seq <= known.seq) return { markets, gap: null };
    if (known?.seq !== message.previous) return { markets, gap: message.marketId };
  }
  return { markets: new Map(markets).set(message.marketId, message), gap: null };
}
