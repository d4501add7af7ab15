import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { matchesQuery } from "@/api/queries";
import type { MatchSummary } from "@/generated/api/types.gen";
import { microOf, usdDown } from "@/lib/money";
import { atText } from "@/lib/time";
import { Button } from "@/ui/Button";
import { Figure } from "@/ui/Card";
import { Chip } from "@/ui/Chip";
import { PageTitle } from "@/ui/PageTitle";
import { Empty, Failed, Loading, Skeleton } from "@/ui/States";
import { inOrder, MATCH_STATES, modeText } from "./match";

export function MatchesPage() {
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(matchesQuery);
  const matches = inOrder(data?.pages.flatMap(({ items }) => items) ?? []);
  return (
    <>
      <div className="mb-4">
        <PageTitle title="Matches">
          Bet on a side window by window. The earlier in a window, the more a stake counts.
        </PageTitle>
      </div>
      {isPending && (
        <Loading what="matches">
          <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
            <Skeleton className="h-40 rounded-card" />
            <Skeleton className="h-40 rounded-card" />
          </div>
        </Loading>
      )}
      {error && !data && <Failed error={error} retry={refetch} />}
      {data && matches.length === 0 && (
        <Empty title="No match is announced">Windows are announced before a match begins.</Empty>
      )}
      <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
        {matches.map((match) => (
          <li key={match.number} className="flex">
            <MatchCard match={match} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <div className="mt-6 text-center">
          <Button onClick={() => fetchNextPage()} disabled={isFetchingNextPage}>
            {isFetchingNextPage ? "Loading…" : "Show more matches"}
          </Button>
        </div>
      )}
    </>
  );
}

/** The whole card is the link; its name is the sides. */
function MatchCard({ match }: { match: MatchSummary }) {
  const state = MATCH_STATES[match.phase];
  return (
    <article className="relative flex w-full flex-col justify-between gap-4 rounded-card border border-hairline bg-s1 p-4 transition-colors focus-within:border-accent hover:border-field">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <p className="label">{match.sport}</p>
          <h2 className="text-card font-semibold">
            <Link
              to="/matches/$number"
              params={{ number: `${match.number}` }}
              className="outline-none after:absolute after:inset-0 after:rounded-card focus-visible:after:outline-2 focus-visible:after:outline-accent"
            >
              {match.sides.join(" – ")}
            </Link>
          </h2>
          <p className="text-muted text-small">
            {atText(match.start)} · {modeText(match)}
          </p>
        </div>
        <Chip tone={state.tone}>{state.word}</Chip>
      </div>
      <dl className="grid grid-cols-3 gap-3 border-hairline border-t pt-3">
        <Figure label="Staked">{usdDown(microOf(match.total))}</Figure>
        <Figure label="Markets">{match.windows}</Figure>
        <Figure label="Open now">{match.open}</Figure>
      </dl>
    </article>
  );
}
