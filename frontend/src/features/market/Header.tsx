import { nextMoment, PHASES, VOID_REASONS } from "@/features/markets/phase";
import { kindText, subjectText } from "@/features/markets/subject";
import type { MarketDetail } from "@/generated/api/types.gen";
import { microOf, usdDown } from "@/lib/money";
import { letterOf, priceText } from "@/lib/odds";
import { Figure } from "@/ui/Card";
import { Chip } from "@/ui/Chip";
import { Countdown } from "@/ui/Countdown";
import { PageTitle } from "@/ui/PageTitle";

export function Header({ market }: { market: MarketDetail }) {
  const phase = PHASES[market.phase];
  const next = nextMoment(market);
  return (
    <header className="mb-4 flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
      <div className="min-w-0">
        <div className="mb-1 flex items-center gap-3">
          <p className="label">{kindText(market)}</p>
          <Chip tone={phase.tone}>{phase.label}</Chip>
        </div>
        <PageTitle title={market.title} />
        <p className="text-muted">
          {subjectText(market)} · {statusText(market)}
        </p>
      </div>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        {next && (
          <Figure label={next.label}>
            <Countdown to={next.at} />
          </Figure>
        )}
        <Figure label="Total pool">{usdDown(microOf(market.total))}</Figure>
        <Figure label="Bets">{market.bets}</Figure>
        <Figure label="Fee">{(market.takeoutBps / 100).toFixed(1)}%</Figure>
      </dl>
    </header>
  );
}

/** One sentence on where the market stands. */
export function statusText(market: MarketDetail): string {
  if (market.phase === "void" && market.voidReason) {
    return `Void: ${VOID_REASONS[market.voidReason]}. Every stake goes back in full.`;
  }
  if (market.phase === "settled" && market.winner !== null) {
    const winner = `Range ${letterOf(market.winner)} (${market.outcomes[market.winner]?.label}) won`;
    return market.value ? `${winner} at ${priceText(market.value)}.` : `${winner}.`;
  }
  return PHASES[market.phase].explain;
}
