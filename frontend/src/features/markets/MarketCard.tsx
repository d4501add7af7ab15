import { Link } from "@tanstack/react-router";
import { useChainNow } from "@/chain/clock";
import type { MarketSummary } from "@/generated/api/types.gen";
import { microOf, usdDown } from "@/lib/money";
import { priceText } from "@/lib/odds";
import { atText } from "@/lib/time";
import { useLive } from "@/live/live";
import { Figure } from "@/ui/Card";
import { Chip } from "@/ui/Chip";
import { Countdown } from "@/ui/Countdown";
import { Distribution } from "./Distribution";
import { nextMoment, PHASES } from "./phase";
import { withLive } from "./withLive";

const ASSETS: Record<MarketSummary["asset"], string> = {
  stock: "Stocks",
  crypto: "Crypto",
  sport: "Sport",
  other: "Other",
};

export function kindText(market: Pick<MarketSummary, "asset">): string {
  return `Price range · ${ASSETS[market.asset]}`;
}

/** "AAPL on Fri, Nov 27, 16:00 EST": what is observed, and when. */
export function subjectText(market: Pick<MarketSummary, "symbol" | "observeAt">): string {
  return `${market.symbol} on ${atText(market.observeAt)}`;
}

/** One market in a list. The whole card is the link; its name is the title. */
export function MarketCard({ market: listed }: { market: MarketSummary }) {
  const market = withLive(listed, useLive(listed.marketId), useChainNow());
  const phase = PHASES[market.phase];
  const next = nextMoment(market);
  return (
    <article className="relative flex min-w-0 flex-col gap-4 rounded-card border border-hairline bg-s1 p-4 transition-colors focus-within:border-accent hover:border-field">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="label">{kindText(market)}</p>
          <h2 className="text-card font-semibold">
            <Link
              to="/m/$marketId"
              params={{ marketId: market.marketId }}
              className="outline-none after:absolute after:inset-0 after:rounded-card focus-visible:after:outline-2 focus-visible:after:outline-accent"
            >
              {market.title}
            </Link>
          </h2>
          <p className="text-muted text-small">{subjectText(market)}</p>
        </div>
        <Chip tone={phase.tone}>{phase.label}</Chip>
      </div>
      <Distribution outcomes={market.outcomes} winner={market.winner} />
      <dl className="grid grid-cols-3 gap-3 border-hairline border-t pt-3">
        <Figure label="Pool">{usdDown(microOf(market.total))}</Figure>
        <Figure label="Bets">{market.bets}</Figure>
        {next ? (
          <Figure label={next.label}>
            <Countdown to={next.at} />
          </Figure>
        ) : (
          <Figure label="Result">{market.value ? priceText(market.value) : "Awaited"}</Figure>
        )}
      </dl>
    </article>
  );
}
