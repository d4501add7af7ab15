import type { MarketDetail, Outcome } from "@/generated/api/types.gen";
import { microOf, usdDown } from "@/lib/money";
import { oddsDown, shareOf } from "@/lib/odds";
import { Flash } from "@/ui/Flash";

/** Both pools against each other. */
export function Pools({ market: { outcomes, total, phase } }: { market: MarketDetail }) {
  const [first, second] = outcomes;
  if (!first || !second) return null;
  const empty = microOf(total) === 0n;
  return (
    <div>
      <div aria-hidden="true" className="mb-2 flex h-3 gap-1 overflow-hidden rounded-full">
        <span
          className="bg-accent transition-[width] duration-300"
          style={{ width: `${empty ? 50 : first.share / 100}%` }}
        />
        <span className="flex-1 bg-warn" />
      </div>
      <dl className="grid grid-cols-2 gap-4">
        <Pool outcome={first} open={phase === "open"} mark="bg-accent" />
        <Pool outcome={second} open={phase === "open"} mark="bg-warn" right />
      </dl>
    </div>
  );
}

function Pool({
  outcome,
  open,
  mark,
  right,
}: {
  outcome: Outcome;
  open: boolean;
  mark: string;
  right?: boolean;
}) {
  return (
    <div className={right ? "text-right" : ""}>
      <dt className={`flex items-center gap-2 font-medium ${right ? "flex-row-reverse" : ""}`}>
        <span aria-hidden="true" className={`size-2.5 rounded-full ${mark}`} />
        {outcome.label}
      </dt>
      <dd className="font-semibold text-page">
        <Flash value={usdDown(microOf(outcome.stake))} />
      </dd>
      <dd className="text-muted text-small">{poolText(outcome, open)}</dd>
    </div>
  );
}

type Pooled = Pick<Outcome, "stake" | "share" | "odds">;

/** The side's share, and while bets are taken what a small one would return. After the close nothing has odds. */
export function poolText({ stake, share, odds }: Pooled, open: boolean): string {
  if (microOf(stake) === 0n) return open ? "Nothing staked yet" : "Nothing staked";
  return open && odds !== null ? `${shareOf(share)} · ${oddsDown(odds)} if you bet now` : shareOf(share);
}
