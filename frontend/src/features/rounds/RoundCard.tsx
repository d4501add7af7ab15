import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useChainNow } from "@/chain/clock";
import { withLive } from "@/features/markets/withLive";
import type { MarketSummary } from "@/generated/api/types.gen";
import { microOf, usdDown } from "@/lib/money";
import { oddsDown, priceText } from "@/lib/odds";
import { clockText, dayText, type Seconds } from "@/lib/time";
import { useLive } from "@/live/live";
import { Countdown } from "@/ui/Countdown";
import { Ring } from "@/ui/Ring";
import { Move } from "./Move";
import type { Place, Round } from "./rounds";
import { useLivePrice } from "./useLivePrice";
import { verdictFrom } from "./verdict";

const HEADS: Record<Place, { word: string; colour: string }> = {
  past: { word: "Past", colour: "text-muted" },
  live: { word: "Live", colour: "text-warn" },
  next: { word: "Next", colour: "text-accent" },
  later: { word: "Later", colour: "text-muted" },
  expected: { word: "Expected", colour: "text-muted" },
};
const CARD = "flex min-h-40 w-full flex-col gap-2 rounded-card border bg-s1 p-3 text-left";

/** One round. A link, unless it is not on chain yet. */
export function RoundCard({ round, current }: { round: Round; current: boolean }) {
  const { market, place } = round;
  if (!market) {
    return (
      <div className={`${CARD} border-dashed border-hairline`}>
        <Head round={round} />
        <p className="text-muted">Bets from {clockText(round.open)}, once it is created.</p>
      </div>
    );
  }
  return (
    <Link
      to="/m/$marketId"
      params={{ marketId: market.marketId }}
      resetScroll={false}
      data-round={market.marketId}
      aria-current={current ? "page" : undefined}
      className={`${CARD} hover:border-field ${current ? "border-accent" : "border-hairline"}`}
    >
      <Head round={round} />
      {place === "past" && <Past market={market} />}
      {place === "live" && <Running market={market} />}
      {place === "next" && <Next market={market} />}
      {place === "later" && <Row label="Opens in" value={<Countdown to={market.open} />} />}
    </Link>
  );
}

function Head({ round }: { round: Round }) {
  const { word, colour } = HEADS[round.place];
  return (
    <p className="flex items-baseline justify-between gap-2">
      <span className={`font-semibold ${colour}`}>{word}</span>
      <span className="text-muted text-small">{whenText(round)}</span>
    </p>
  );
}

const LONG: Seconds = 12 * 3600;

/** From lock to end; of a round that takes a day, which day. */
export function whenText({ open, close, observeAt }: Pick<Round, "open" | "close" | "observeAt">): string {
  return observeAt - open > LONG ? dayText(observeAt) : `${clockText(close)} – ${clockText(observeAt)}`;
}

function Row({ label, value }: { label: string; value: ReactNode }) {
  return (
    <span className="flex items-baseline justify-between gap-2 text-small">
      <span className="text-muted">{label}</span>
      <span className="font-semibold">{value}</span>
    </span>
  );
}

function Past({ market }: { market: MarketSummary }) {
  const verdict = verdictFrom(market.startValue, market.value);
  return (
    <>
      <span className="text-card font-semibold">{pastText(market)}</span>
      {market.value && <Row label="End price" value={priceText(market.value)} />}
      {verdict && <Row label="Change" value={<Move verdict={verdict} />} />}
      <Row label="Pool" value={usdDown(microOf(market.total))} />
    </>
  );
}

/** What became of a round, in a word or two. */
function pastText(market: Pick<MarketSummary, "phase" | "winner" | "voidReason">): string {
  if (market.phase === "settled") return market.winner === 1 ? "▲ Up won" : "▼ Down won";
  if (market.phase === "void") return market.voidReason === "tie" ? "Tie: refunded" : "Void: refunded";
  if (market.phase === "empty") return "Nobody staked";
  return "Being decided";
}

function Running({ market: listed }: { market: MarketSummary }) {
  const now = useChainNow();
  const market = withLive(listed, useLive(listed.marketId), now);
  // After a split a stock's price is of other shares than its start price; the market's own page shows both alike.
  const isStock = market.asset === "stock";
  const live = useLivePrice(market.symbol, !isStock);
  const verdict = verdictFrom(market.startValue, live?.text ?? null);
  const length = market.observeAt - market.close;
  return (
    <>
      <Row label="Lock price" value={market.startValue ? priceText(market.startValue) : "Awaited"} />
      {!isStock && <Row label="Price now" value={live ? priceText(live.text) : "–"} />}
      {verdict && <Row label="Difference" value={<Move verdict={verdict} />} />}
      <Row label="Pool" value={usdDown(microOf(market.total))} />
      <span className="mt-auto flex items-center justify-between gap-2 font-semibold">
        <Ring left={now === null ? 1 : (market.observeAt - now) / length} />
        <Countdown to={market.observeAt} />
      </span>
    </>
  );
}

function Next({ market: listed }: { market: MarketSummary }) {
  const now = useChainNow();
  const market = withLive(listed, useLive(listed.marketId), now);
  const [down, up] = market.outcomes;
  return (
    <>
      <Row label="▲ Up" value={oddsDown(up?.odds ?? null)} />
      <Row label="▼ Down" value={oddsDown(down?.odds ?? null)} />
      <Row label="Pool" value={usdDown(microOf(market.total))} />
      <span className="mt-auto flex items-center justify-between gap-2 font-semibold">
        <Ring left={now === null ? 1 : (market.close - now) / (market.close - market.open)} />
        <Countdown to={market.close} />
      </span>
    </>
  );
}
