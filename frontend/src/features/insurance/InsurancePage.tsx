import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { addressOf, useConfig } from "@/api/config";
import { insuranceQuery, payoutsQuery } from "@/api/queries";
import { useBalances } from "@/features/wallet/useBalances";
import type { Payout } from "@/generated/api/types.gen";
import { microOf, usdExact } from "@/lib/money";
import { atText } from "@/lib/time";
import { Card, Figure } from "@/ui/Card";
import { Hash } from "@/ui/Hash";
import { Loaded } from "@/ui/Loaded";
import { Paged } from "@/ui/Paged";
import { PageTitle } from "@/ui/PageTitle";
import { Empty } from "@/ui/States";

export function InsurancePage() {
  return (
    <>
      <PageTitle title="Insurance">
        Pays people who were harmed by a result that was later found wrong, or by a shortfall. The holders of
        votes decide, with evidence, and every payment waits 24 hours in public.
      </PageTitle>
      <div className="my-6">
        <Terms />
      </div>
      <h2 className="mb-3 text-card font-semibold">Payouts</h2>
      <Paged
        query={useInfiniteQuery(payoutsQuery)}
        what="Payouts, latest first"
        empty={
          <Empty title="Nothing has been paid yet">
            Payouts show here with the evidence that they were decided on.
          </Empty>
        }
      >
        {(payout: Payout) => (
          <li key={`${payout.tx}:${payout.account}`}>
            <PayoutCard payout={payout} />
          </li>
        )}
      </Paged>
    </>
  );
}

function Terms() {
  const balance = useBalances(addressOf(useConfig(), "Insurance")).wallet;
  return (
    <Loaded query={useQuery(insuranceQuery)} what="insurance">
      {({ marketCap, paid }) => (
        <Card>
          <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3">
            <Figure label="Balance">{balance === null ? "not known right now" : usdExact(balance)}</Figure>
            <Figure label="At most for one market">
              {marketCap === null ? "not known yet" : usdExact(microOf(marketCap))}
            </Figure>
            <Figure label="Paid so far">{usdExact(microOf(paid))}</Figure>
          </dl>
          <p className="mt-3 text-muted text-small">
            The balance is read from the chain itself. Part of every fee flows into it.
          </p>
        </Card>
      )}
    </Loaded>
  );
}

function PayoutCard({ payout }: { payout: Payout }) {
  return (
    <Card>
      <p className="font-semibold">
        {usdExact(microOf(payout.amount))} to <Hash value={payout.account} />
      </p>
      <p className="text-muted text-small">
        {atText(payout.at)} · about{" "}
        <Link
          to="/m/$marketId"
          params={{ marketId: payout.marketId }}
          className="text-accent underline underline-offset-4"
        >
          this market
        </Link>{" "}
        · evidence <Hash value={payout.evidenceHash} ends={6} />
      </p>
    </Card>
  );
}
