import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { archiveQuery } from "@/api/queries";
import { PHASES } from "@/features/markets/phase";
import { KINDS } from "@/features/markets/search";
import { kindText, subjectText } from "@/features/markets/subject";
import type { ArchivedMarket } from "@/generated/api/types.gen";
import { evidenceOf } from "@/lib/evidence";
import { microOf, usdExact } from "@/lib/money";
import { atText } from "@/lib/time";
import { Button } from "@/ui/Button";
import { Card, Figure } from "@/ui/Card";
import { Chip } from "@/ui/Chip";
import { Hash } from "@/ui/Hash";
import { PageTitle } from "@/ui/PageTitle";
import { Segments } from "@/ui/Segments";
import { Empty, Failed, Loading, Skeleton } from "@/ui/States";
import { isOfKind, type Kind, resultText } from "./result";

const FILLED = 5;
const MOST_AT_ONCE = 5;

/** The archive, and what of it is of `kind`: rare among the latest, it is looked for further back, not without end. */
function useArchive(kind: Kind) {
  const query = useInfiniteQuery(archiveQuery);
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = query;
  const all = data?.pages.flatMap((page) => page.items) ?? [];
  const items = all.filter(({ market }) => isOfKind(market, kind));
  const sparse = items.length < FILLED && (data?.pages.length ?? 0) < MOST_AT_ONCE;
  useEffect(() => {
    if (sparse && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [sparse, hasNextPage, isFetchingNextPage, fetchNextPage]);
  return { query, all, items };
}

export function ArchivePage() {
  const [kind, setKind] = useState<Kind>("all");
  const { query, all, items } = useArchive(kind);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = query;
  return (
    <>
      <div className="mb-4">
        <PageTitle title="Archive">
          Every decided market, and where its money went, to the last millionth of a dollar.
        </PageTitle>
      </div>
      <div className="-mx-4 mb-4 overflow-x-auto px-4 sm:mx-0 sm:px-0">
        <Segments label="Kind of market" value={kind} options={KINDS} onChange={setKind} />
      </div>
      {isPending && (
        <Loading what="archive">
          <Skeleton className="h-40 rounded-card" />
        </Loading>
      )}
      {error && !data && <Failed error={error} retry={refetch} />}
      {data && items.length === 0 && !isFetchingNextPage && (
        <Empty
          title={all.length === 0 ? "No market has been decided yet" : "None of this kind among the latest"}
        >
          {all.length === 0
            ? "Markets that are open now will show here once they are settled or void."
            : "Choose another kind, or look further back."}
        </Empty>
      )}
      <ol aria-label="Decided markets, latest first" className="flex flex-col gap-4">
        {items.map((item) => (
          <li key={item.market.marketId}>
            <Archived item={item} />
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <div className="mt-6 text-center">
          <Button onClick={() => fetchNextPage()} disabled={isFetchingNextPage}>
            {isFetchingNextPage ? "Loading…" : "Show older"}
          </Button>
        </div>
      )}
    </>
  );
}

function Archived({ item: { market, decidedAt, distribution, evidenceRoot } }: { item: ArchivedMarket }) {
  const phase = PHASES[market.phase];
  const evidence = evidenceOf(evidenceRoot);
  const paid = market.winner === null ? distribution.refunded : distribution.paid;
  return (
    <Card>
      <div className="mb-3 flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="label">{kindText(market)}</p>
          <h2 className="text-card font-semibold">
            <Link to="/m/$marketId" params={{ marketId: market.marketId }} className="hover:underline">
              {market.title}
            </Link>
          </h2>
          <p className="text-muted text-small">{subjectText(market)}</p>
          <p className={market.winner === null ? "text-muted" : "text-up"}>{resultText(market)}</p>
          <p className="text-muted text-small">
            Decided {atText(decidedAt)}
            {evidence && (
              <>
                {" "}
                · evidence <Hash value={evidence} ends={6} />
              </>
            )}
          </p>
        </div>
        <Chip tone={phase.tone}>{phase.label}</Chip>
      </div>
      <dl className="grid grid-cols-2 gap-3 border-hairline border-t pt-3 sm:grid-cols-5">
        <Figure label="Staked">{usdExact(microOf(distribution.staked))}</Figure>
        <Figure label="Fee">{usdExact(microOf(distribution.fee))}</Figure>
        <Figure label={market.winner === null ? "Refunded" : "Paid"}>{usdExact(microOf(paid))}</Figure>
        <Figure label="Not claimed yet">{usdExact(microOf(distribution.outstanding))}</Figure>
        <Figure label="Lost to rounding">{usdExact(microOf(distribution.breakage))}</Figure>
      </dl>
    </Card>
  );
}
