import { useEffect, useSyncExternalStore } from "react";
import { chainClock } from "@/chain/clock";
import type { MarketUpdate } from "./protocol";
import type { LiveMarkets } from "./reducer";
import { type Link, MarketStream } from "./stream";

function endpoint(): string {
  const url = new URL("/api/stream", location.href);
  url.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

const stream = new MarketStream(
  () => new WebSocket(endpoint()),
  (tick) => chainClock.tick(tick.now),
  {
    later: (run, ms) => setTimeout(run, ms),
    cancel: (timer) => clearTimeout(timer as number),
  },
);

export function startStream(): void {
  stream.start();
}

export function useLink(): Link {
  return useSyncExternalStore(stream.subscribe, stream.link);
}

/** Follows these markets while the component is shown. */
export function useWatch(ids: readonly string[]): void {
  const key = ids.join(",");
  useEffect(() => (key === "" ? undefined : stream.watch(key.split(","))), [key]);
}

/** The latest pools of a market that somebody watches; undefined before the first snapshot. */
export function useLive(marketId: string): MarketUpdate | undefined {
  return useSyncExternalStore(stream.subscribe, () => stream.all().get(marketId));
}

/** The latest pools of everything that is watched. */
export function useAllLive(): LiveMarkets {
  return useSyncExternalStore(stream.subscribe, stream.all);
}
