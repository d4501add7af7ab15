import type { ReactNode } from "react";
import { Button } from "./Button";
import { Failed, Loading, Skeleton } from "./States";

/** What a list that comes in pages needs of its query. */
interface Pages<Item> {
  data: { pages: { items: Item[] }[] } | undefined;
  error: unknown;
  isPending: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  refetch: () => unknown;
  fetchNextPage: () => unknown;
}

/** A list that comes in pages: its loading, failing, empty and further ones. */
export function Paged<Item>({
  query,
  what,
  empty,
  children,
}: {
  query: Pages<Item>;
  /** Names the list, as in "disputes, latest first". */
  what: string;
  empty: ReactNode;
  /** One item, as a list item with a key. */
  children: (item: Item) => ReactNode;
}) {
  if (query.isPending)
    return (
      <Loading what={what}>
        <Skeleton className="h-40 rounded-card" />
      </Loading>
    );
  if (!query.data) return <Failed error={query.error} retry={() => void query.refetch()} />;
  const items = query.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return empty;
  return (
    <>
      <ol aria-label={what} className="flex flex-col gap-4">
        {items.map(children)}
      </ol>
      {query.hasNextPage && (
        <div className="mt-6 text-center">
          <Button onClick={() => void query.fetchNextPage()} disabled={query.isFetchingNextPage}>
            {query.isFetchingNextPage ? "Loading…" : "Show older"}
          </Button>
        </div>
      )}
    </>
  );
}
