import { useEffect, useSyncExternalStore } from "react";
import type { Seconds } from "@/lib/time";

/**
 * The chain's time, told by the stream's ticks and carried on by the machine's own clock in between. Bets are
 * accepted by `block.timestamp`, so a countdown must not trust the visitor's clock, nor the real world's when a
 * local chain runs fast.
 */
export interface ChainClock {
  tick(now: Seconds): void;
  /** Null until the first tick. Never runs backwards by less than `JUMP` seconds. */
  now(): Seconds | null;
  subscribe(listener: () => void): () => void;
}

/** A step back larger than this is a reorganised or reset chain, not jitter between ticks. */
const JUMP = 60;

/** @param monotonic seconds of a clock that never goes back, such as `performance.now() / 1000` */
export function createClock(monotonic: () => number): ChainClock {
  let base: { now: Seconds; at: number } | null = null;
  const listeners = new Set<() => void>();
  const read = () => (base === null ? null : base.now + Math.floor(monotonic() - base.at));
  return {
    tick(now) {
      const shown = read();
      if (shown === null || now >= shown || shown - now > JUMP) base = { now, at: monotonic() };
      for (const listener of listeners) listener();
    },
    now: read,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const chainClock = createClock(() => performance.now() / 1000);

/** Chain time in whole seconds, fresh at least once a second; null until the stream has spoken. */
export function useChainNow(): Seconds | null {
  const now = useSyncExternalStore(subscribeEachSecond, chainClock.now);
  return now;
}

function subscribeEachSecond(listener: () => void): () => void {
  const timer = setInterval(listener, 1000);
  const stop = chainClock.subscribe(listener);
  return () => {
    clearInterval(timer);
    stop();
  };
}

/** Calls `then` once when chain time reaches `at`. */
export function useAtChainTime(at: Seconds | null, then: () => void): void {
  const now = useChainNow();
  const passed = at !== null && now !== null && now >= at;
  useEffect(() => {
    if (passed) then();
  }, [passed, then]);
}
