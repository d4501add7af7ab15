import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Address } from "viem";
import { positionsQuery } from "@/api/queries";
import { outcomeName } from "@/features/markets/naming";
import { isDecided, PHASES } from "@/features/markets/phase";
import { kindText, subjectText } from "@/features/markets/subject";
import { hasWon } from "@/features/markets/winner";
import type { Position } from "@/generated/api/types.gen";
import { microOf, usdDown, usdExact } from "@/lib/money";
import { Button } from "@/ui/Button";
import { Chip } from "@/ui/Chip";
import { Empty, Failed, Loading, Skeleton } from "@/ui/States";

export function Positions({ account, state }: { account: Address; state: "open" | "all" }) {
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery({
      ...positionsQuery(account, state),
      refetchInterval: 15_000,
    });
  if (isPending) {
    return (
      <Loading what="positions">
        <Skeleton className="h-40" />
      </Loading>
    );
  }
  if (error && !data) return <Failed error={error} retry={refetch} />;
  const all = data.pages.flatMap(({ items }) => items);
  const shown = state === "open" ? all : all.filter(({ market }) => isDecided(market.phase));
  return (
    <>
      {shown.length === 0 && <NoPositions open={state === "open"} />}
      <ul>
        {shown.map((position) => (
          <PositionRow key={position.market.marketId} position={position} />
        ))}
      </ul>
      {hasNextPage && (
        <Button className="mt-3" onClick={() => fetchNextPage()} disabled={isFetchingNextPage}>
          {isFetchingNextPage ? "Loading…" : "Show more"}
        </Button>
      )}
    </>
  );
}

function NoPositions({ open }: { open: boolean }) {
  if (!open) return <Empty title="No settled bets yet">Decided markets that you staked in show here.</Empty>;
  return (
    <Empty title="You hold no open bets">
      <Link to="/" className="font-medium text-accent underline underline-offset-4">
        See the markets
      </Link>
    </Empty>
  );
}

function PositionRow({ position }: { position: Position }) {
  const { market } = position;
  const phase = PHASES[market.phase];
  return (
    <li className="grid gap-2 border-hairline border-b py-3 last:border-b-0 sm:grid-cols-[minmax(0,1fr)_auto] sm:gap-6">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-3">
          <Link
            to="/m/$marketId"
            params={{ marketId: market.marketId }}
            className="font-medium hover:underline"
          >
            {market.title}
          </Link>
          <Chip tone={phase.tone}>{phase.label}</Chip>
        </p>
        <p className="text-muted text-small">
          {kindText(market)} · {subjectText(market)}
        </p>
        <ul className="mt-2 flex flex-wrap gap-x-6 gap-y-1">
          {position.stakes.map(({ outcome, stake, pays }) => (
            <li key={outcome} className={hasWon(market, outcome) ? "text-up" : ""}>
              {usdDown(microOf(stake))} on {outcomeName(market, outcome)}
              <span className="text-muted">
                {market.kind === "range" ? ` ${market.outcomes[outcome]?.label}` : ""}
                {pays ? ` · returns about ${usdDown(microOf(pays))} if it wins` : ""}
              </span>
            </li>
          ))}
        </ul>
      </div>
      <Money position={position} />
    </li>
  );
}

function Money({ position }: { position: Position }) {
  const { payout, staked, claimed, claimable } = position;
  return (
    <dl className="grid grid-flow-col justify-start gap-x-6 sm:justify-end sm:text-right">
      <div>
        <dt className="text-muted text-small">Staked</dt>
        <dd className="font-semibold">{usdDown(microOf(staked))}</dd>
      </div>
      {payout !== null && (
        <div>
          <dt className="text-muted text-small">{position.market.phase === "void" ? "Refund" : "Payout"}</dt>
          <dd className={`font-semibold ${microOf(payout) > 0n ? "text-up" : ""}`}>
            {usdExact(microOf(payout))}
          </dd>
          <dd className="text-muted text-small">
            {microOf(claimable) > 0n ? "To claim" : microOf(claimed) > 0n ? "Claimed" : "Lost"}
          </dd>
        </div>
      )}
    </dl>
  );
}
