import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Address } from "viem";
import { claimableQuery } from "@/api/queries";
import { LENS_PAGE, useChainPositions } from "@/chain/position";
import { ClaimButton } from "@/features/claim/ClaimButton";
import { PURSES } from "@/features/claim/ClaimPanel";
import { useClaim } from "@/features/claim/useClaim";
import type { ClaimItem } from "@/generated/api/types.gen";
import { type Micro, usdExact } from "@/lib/money";
import { atText } from "@/lib/time";
import { Button } from "@/ui/Button";
import { Card, CardTitle } from "@/ui/Card";
import { Segments } from "@/ui/Segments";
import { Empty, Failed, Loading, Skeleton } from "@/ui/States";
import { Stepper } from "@/ui/Stepper";

type Purse = keyof typeof PURSES;

interface Owed extends ClaimItem {
  payout: Micro;
}

/** The index says where something is owed; the contracts say how much is still there. */
function useOwed(account: Address) {
  const { data, error, refetch } = useQuery(claimableQuery(account));
  const items = data?.items.slice(0, LENS_PAGE) ?? [];
  const { positions } = useChainPositions(
    account,
    items.map(({ marketId }) => marketId),
  );
  const known = data && (items.length === 0 || positions);
  const owed = items
    .map((item): Owed => ({ ...item, payout: positions?.get(item.marketId)?.payout ?? 0n }))
    .filter(({ payout }) => payout > 0n);
  const more = data !== undefined && (data.more || data.items.length > items.length);
  return { owed: known ? owed : null, more, error: data ? null : error, refetch };
}

export function ClaimAll({ account }: { account: Address }) {
  const { owed, more, error, refetch } = useOwed(account);
  const { run, claimed, transaction } = useClaim(account);
  const [purse, setPurse] = useState<Purse>("wallet");

  if (error) return <Failed error={error} retry={refetch} />;
  if (!owed) {
    return (
      <Loading what="what you can claim">
        <Skeleton className="h-36 rounded-card" />
      </Loading>
    );
  }
  const items = owed.filter(({ marketId }) => !claimed.has(marketId));
  const total = items.reduce((sum, { payout }) => sum + payout, 0n);
  const busy = transaction.stage !== null;
  const claim = (some: Owed[]) =>
    run(
      some.map(({ marketId }) => marketId),
      purse === "credit",
    );
  return (
    <Card aria-labelledby="claimable-title">
      <CardTitle
        id="claimable-title"
        aside={<strong className="font-semibold text-page text-up">{usdExact(total)}</strong>}
      >
        Claimable
      </CardTitle>
      {items.length === 0 ? (
        <Empty title="Nothing to claim right now">
          Payouts and refunds show here as soon as a market is decided.
        </Empty>
      ) : (
        <>
          <ul>
            {items.map((item) => (
              <ClaimRow key={item.marketId} item={item} busy={busy} claim={() => claim([item])} />
            ))}
          </ul>
          <div className="mt-4 flex flex-col gap-3 sm:flex-row sm:items-center sm:justify-between">
            <PayTo purse={purse} choose={setPurse} />
            <ClaimButton className="sm:w-auto" busy={busy} claim={() => claim(items)}>
              Claim all · {usdExact(total)}
            </ClaimButton>
          </div>
          {more && (
            <p className="mt-2 text-muted text-small">More markets wait; they show once these are claimed.</p>
          )}
        </>
      )}
      <Stepper transaction={transaction} />
    </Card>
  );
}

function PayTo({ purse, choose }: { purse: Purse; choose: (purse: Purse) => void }) {
  return (
    <div className="flex items-center justify-between gap-3 sm:justify-start">
      <span aria-hidden="true" className="text-muted">
        Pay to
      </span>
      <Segments label="Pay to" value={purse} options={PURSES} onChange={choose} />
    </div>
  );
}

function ClaimRow({ item, busy, claim }: { item: Owed; busy: boolean; claim: () => void }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-hairline border-t py-2">
      <span className="min-w-0">
        <Link to="/m/$marketId" params={{ marketId: item.marketId }} className="font-medium hover:underline">
          {item.title}
        </Link>
        <span className="block text-muted text-small">
          {item.reason === "won" ? "Won" : "Refund"} · {item.window ?? atText(item.observeAt)}
        </span>
      </span>
      <span className="flex w-full items-center justify-between gap-4 sm:w-auto">
        <span className="font-semibold">{usdExact(item.payout)}</span>
        <Button
          disabled={busy}
          onClick={claim}
          aria-label={`Claim ${usdExact(item.payout)} from ${item.title}`}
        >
          Claim
        </Button>
      </span>
    </li>
  );
}
