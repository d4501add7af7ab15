import { phaseAt } from "@/features/markets/withLive";
import type { MarketSummary } from "@/generated/api/types.gen";
import type { Seconds } from "@/lib/time";

export type Place = "past" | "live" | "next" | "later" | "expected";

/** A place in the carousel. Expected rounds follow from the grid and are not on chain yet. */
export interface Round {
  place: Place;
  open: Seconds;
  close: Seconds;
  observeAt: Seconds;
  market: MarketSummary | null;
}

const PAST_SHOWN = 12;
const AHEAD_SHOWN = 4;

/** A round that nobody staked in runs, too: people watch it, though nobody will decide it. */
export function placeOf(market: MarketSummary, now: Seconds | null): Place {
  const phase = phaseAt(market, now);
  if (phase === "announced") return "later";
  if (phase === "open") return "next";
  const running = phase === "locked" || (phase === "empty" && now !== null && now < market.observeAt);
  return running ? "live" : "past";
}

/** The rounds in the order of time: the last past ones, the live and the next one, and a few of those to come. */
export function carouselOf(markets: readonly MarketSummary[], now: Seconds | null): Round[] {
  const rounds = markets
    .map((market) => ({ ...timesOf(market), place: placeOf(market, now), market }))
    .sort((a, b) => a.open - b.open);
  const past = rounds.filter(({ place }) => place === "past").slice(-PAST_SHOWN);
  const current = rounds.filter(({ place }) => place === "live" || place === "next");
  const later = rounds.filter(({ place }) => place === "later").slice(0, AHEAD_SHOWN);
  return [...past, ...current, ...later, ...expected(rounds, AHEAD_SHOWN - later.length, now)];
}

/** Rounds that follow each other without a gap will go on to. Others (days of trading) cannot be foretold here. */
function expected(rounds: readonly Round[], count: number, now: Seconds | null): Round[] {
  const [before, last] = rounds.slice(-2);
  if (!before || !last || before.close !== last.open || now === null) return [];
  const step = last.close - last.open;
  // After an outage the next round on the grid is the one that opens next, not one in the past.
  const missed = Math.max(0, Math.ceil((now - last.close) / step));
  return Array.from({ length: Math.max(0, count) }, (_, index) => {
    const ahead = (missed + index + 1) * step;
    const { open, close, observeAt } = last;
    return {
      place: "expected",
      open: open + ahead,
      close: close + ahead,
      observeAt: observeAt + ahead,
      market: null,
    };
  });
}

function timesOf({ open, close, observeAt }: MarketSummary) {
  return { open, close, observeAt };
}

/** The second in which the carousel changes next; null when nothing is to come. */
export function nextChange(rounds: readonly Round[], now: Seconds | null): Seconds | null {
  const moments = rounds.flatMap(({ open, close, observeAt }) => [open, close, observeAt]);
  const ahead = moments.filter((at) => now !== null && at > now);
  return ahead.length === 0 ? null : Math.min(...ahead);
}
