import { nextMoment, PHASES } from "@/features/markets/phase";
import { kindText, subjectText } from "@/features/markets/subject";
import type { MarketDetail } from "@/generated/api/types.gen";
import { microOf, usdDown } from "@/lib/money";
import { Figure } from "@/ui/Card";
import { Chip } from "@/ui/Chip";
import { Countdown } from "@/ui/Countdown";
import { PageTitle } from "@/ui/PageTitle";
import { statusOf } from "./status";
import { isReported } from "./steps";

export function Header({ market, clock }: { market: MarketDetail; clock: boolean }) {
  const phase = PHASES[market.phase];
  const status = statusOf(market);
  const known = market.phase === "locked" && isReported(market);
  const next = known || (!clock && market.phase === "open") ? null : nextMoment(market);
  return (
    <header className="mb-4">
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
        <div className="min-w-0">
          <div className="mb-1 flex flex-wrap items-center gap-x-3 gap-y-1">
            <p className="label">{kindText(market)}</p>
            <Chip tone={phase.tone}>{phase.label}</Chip>
            {market.contested && <Chip tone="down">Contested</Chip>}
          </div>
          <PageTitle title={market.title} />
          <p className="text-muted">
            {subjectText(market)}
            {!status.unusual && market.phase !== "open" && ` · ${status.text}`}
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
      </div>
      {status.unusual && (
        <p className="mt-3 rounded-control border border-warn/50 bg-s2 px-3 py-2 text-ink">{status.text}</p>
      )}
    </header>
  );
}
