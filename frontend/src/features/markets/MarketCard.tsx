import { Link } from "@tanstack/react-router";
import { useChainNow } from "@/chain/clock";
import type { MarketSummary } from "@/generated/api/types.gen";
import { microOf, usdDown } from "@/lib/money";
import { isFlat, multiplierAt, multiplierText } from "@/lib/multiplier";
import { priceText } from "@/lib/odds";
import type { Seconds } from "@/lib/time";
import { useLive } from "@/live/live";
import { Figure } from "@/ui/Card";
import { Chip } from "@/ui/Chip";
import { Countdown } from "@/ui/Countdown";
import { Distribution } from "./Distribution";
import { OutcomeButton } from "./OutcomeButton";
import { nextMoment, PHASES } from "./phase";
import { kindText, subjectText } from "./subject";
import { withLive } from "./withLive";

/** One market in a list. Its title is the link, and the whole card with it; its outcomes go on the slip. */
export function MarketCard({ market: listed }: { market: MarketSummary }) {
  const now = useChainNow();
  const market = withLive(listed, useLive(listed.marketId), now);
  const phase = PHASES[market.phase];
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
        <Chip tone={market.contested ? "down" : phase.tone}>
          {market.contested ? "Contested" : phase.label}
        </Chip>
      </div>
      <div className="flex flex-1 flex-col justify-end">
        {market.kind === "range" ? <Distribution market={market} /> : <TwoSides market={market} />}
      </div>
      <dl className="grid grid-cols-3 gap-3 border-hairline border-t pt-3">
        <Figure label="Pool">{usdDown(microOf(market.total))}</Figure>
        <Third market={market} now={now} />
        <Clock market={market} />
      </dl>
    </article>
  );
}

/** Two buttons. Of "up or down" and of a race "A against B", the second outcome is the one that is named first. */
function TwoSides({ market }: { market: MarketSummary }) {
  const updown = market.kind === "updown";
  const order = updown || market.kind === "race" ? [...market.outcomes].reverse() : market.outcomes;
  return (
    <div className="grid grid-cols-2 gap-2">
      {order.map((outcome) => (
        <OutcomeButton
          key={outcome.index}
          market={market}
          outcome={outcome}
          tone={updown ? (outcome.index === 1 ? "up" : "down") : undefined}
        />
      ))}
    </div>
  );
}

/** The figure that matters most to its kind: what a bet counts for, where the price started, or how many have bet. */
function Third({ market, now }: { market: MarketSummary; now: Seconds | null }) {
  if (!isFlat(market) && market.phase === "open" && now !== null)
    return (
      <Figure label="A bet counts">
        <span className="text-warn">{multiplierText(multiplierAt(market, now))}</span>
      </Figure>
    );
  if (market.kind === "updown" && market.startValue)
    return <Figure label="Started at">{priceText(market.startValue)}</Figure>;
  return <Figure label="Bets">{market.bets}</Figure>;
}

function Clock({ market }: { market: MarketSummary }) {
  const next = nextMoment(market);
  if (next) {
    return (
      <Figure label={next.label}>
        <Countdown to={next.at} />
      </Figure>
    );
  }
  const priced = market.kind === "range" || market.kind === "updown";
  return (
    <Figure label="Result">{priced && market.value ? priceText(market.value) : resultText(market)}</Figure>
  );
}

/** What came out; without bets nothing ever does. */
export function resultText({
  phase,
  winner,
  outcomes,
}: Pick<MarketSummary, "phase" | "winner" | "outcomes">): string {
  if (phase === "void") return "Void";
  if (phase === "empty") return "None: no bets";
  return winner === null ? "Awaited" : (outcomes[winner]?.label ?? "Decided");
}
