import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import {
  getClaimable,
  getConfig,
  getEstimate,
  getInsurance,
  getLatestPrice,
  getMarket,
  getMatch,
  getOracle,
  getPermissions,
  getPrices,
  getReady,
  listActs,
  listArchive,
  listDisputes,
  listMarketActivity,
  listMarkets,
  listMatches,
  listPayouts,
  listPositions,
  listProposals,
} from "@/generated/api/sdk.gen";
import type { ListMarketsData, Readiness } from "@/generated/api/types.gen";
import { decimalOf, type Micro } from "@/lib/money";
import { unwrap } from "./client";

type Address = `0x${string}`;
/** Filters and order of a list of markets. */
export type MarketsWanted = Omit<NonNullable<ListMarketsData["query"]>, "limit" | "cursor">;
const PAGE = 25;
/** The API's largest page: it begins with the match that starts last, and what is played now must be among them. */
const MATCHES = 100;
const pages = {
  initialPageParam: null as string | null,
  getNextPageParam: (last: { nextCursor: string | null }) => last.nextCursor,
};

export const configQuery = queryOptions({
  queryKey: ["config"],
  queryFn: ({ signal }) => unwrap(getConfig({ signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

export const readyQuery = queryOptions({
  queryKey: ["ready"],
  queryFn: async ({ signal }): Promise<Readiness> => {
    // 503 carries the same body: "not ready" is an answer, not a failure.
    const { data, error, response } = await getReady({ signal });
    return (
      data ?? (response?.status === 503 && isReadiness(error) ? error : unwrap(Promise.resolve({ error })))
    );
  },
  refetchInterval: 10_000,
});

function isReadiness(body: unknown): body is Readiness {
  return typeof body === "object" && body !== null && "indexerLagBlocks" in body;
}

export const marketsQuery = (wanted: MarketsWanted) =>
  infiniteQueryOptions({
    queryKey: ["markets", wanted],
    queryFn: ({ signal, pageParam }) =>
      unwrap(listMarkets({ signal, query: { ...wanted, limit: 50, cursor: pageParam } })),
    ...pages,
  });

export const marketQuery = (marketId: string) =>
  queryOptions({
    queryKey: ["market", marketId],
    queryFn: ({ signal }) => unwrap(getMarket({ signal, path: { marketId } })),
  });

export const pricesQuery = (marketId: string) =>
  queryOptions({
    queryKey: ["market", marketId, "prices"],
    queryFn: ({ signal }) => unwrap(getPrices({ signal, path: { marketId } })),
    refetchInterval: 30_000,
  });

export const latestPriceQuery = (symbol: string) =>
  queryOptions({
    queryKey: ["price", symbol],
    queryFn: ({ signal }) => unwrap(getLatestPrice({ signal, path: { symbol } })),
    refetchInterval: 3_000,
  });

/** The rounds of a template around now: the newest, which are those to come, then those before. */
export const roundsQuery = (template: string) =>
  queryOptions({
    queryKey: ["rounds", template],
    queryFn: ({ signal }) => unwrap(listMarkets({ signal, query: { template, limit: 60 } })),
    refetchInterval: 30_000,
  });

export const matchesQuery = infiniteQueryOptions({
  queryKey: ["matches"],
  queryFn: ({ signal, pageParam }) =>
    unwrap(listMatches({ signal, query: { limit: MATCHES, cursor: pageParam } })),
  ...pages,
  refetchInterval: 15_000,
});

export const matchQuery = (number: number) =>
  queryOptions({
    queryKey: ["match", number],
    queryFn: ({ signal }) => unwrap(getMatch({ signal, path: { number } })),
    refetchInterval: 10_000,
  });

export const activityQuery = (marketId: string) =>
  infiniteQueryOptions({
    queryKey: ["market", marketId, "activity"],
    queryFn: ({ signal, pageParam }) =>
      unwrap(listMarketActivity({ signal, path: { marketId }, query: { limit: PAGE, cursor: pageParam } })),
    ...pages,
  });

export const estimateQuery = (bet: { marketId: string; outcome: number; amount: Micro; account?: Address }) =>
  queryOptions({
    queryKey: ["market", bet.marketId, "estimate", bet.outcome, bet.amount.toString(), bet.account],
    queryFn: ({ signal }) =>
      unwrap(
        getEstimate({
          signal,
          path: { marketId: bet.marketId },
          query: { outcome: bet.outcome, amount: decimalOf(bet.amount), account: bet.account },
        }),
      ),
    retry: false,
  });

export const archiveQuery = infiniteQueryOptions({
  queryKey: ["archive"],
  queryFn: ({ signal, pageParam }) =>
    unwrap(listArchive({ signal, query: { limit: PAGE, cursor: pageParam } })),
  ...pages,
});

export const positionsQuery = (address: Address, state: "open" | "all") =>
  infiniteQueryOptions({
    queryKey: ["account", address, "positions", state],
    queryFn: ({ signal, pageParam }) =>
      unwrap(listPositions({ signal, path: { address }, query: { state, limit: PAGE, cursor: pageParam } })),
    ...pages,
  });

/** The account's latest positions, as many as one answer holds: for marking its own among a match's windows. */
export const latestPositionsQuery = (address: Address) =>
  queryOptions({
    queryKey: ["account", address, "positions", "latest"],
    queryFn: ({ signal }) =>
      unwrap(listPositions({ signal, path: { address }, query: { state: "all", limit: 100 } })),
    refetchInterval: 15_000,
  });

export const claimableQuery = (address: Address) =>
  queryOptions({
    queryKey: ["account", address, "claimable"],
    queryFn: ({ signal }) => unwrap(getClaimable({ signal, path: { address } })),
    refetchInterval: 15_000,
  });

/** Disputes, the latest first; of one market if it is named. */
export const disputesQuery = (wanted: { state?: "open" | "past"; marketId?: string }) =>
  infiniteQueryOptions({
    queryKey: ["disputes", wanted],
    queryFn: ({ signal, pageParam }) =>
      unwrap(listDisputes({ signal, query: { ...wanted, cursor: pageParam } })),
    ...pages,
    refetchInterval: 15_000,
  });

export const proposalsQuery = infiniteQueryOptions({
  queryKey: ["proposals"],
  queryFn: ({ signal, pageParam }) => unwrap(listProposals({ signal, query: { cursor: pageParam } })),
  ...pages,
  refetchInterval: 15_000,
});

export const actsQuery = infiniteQueryOptions({
  queryKey: ["acts"],
  queryFn: ({ signal, pageParam }) => unwrap(listActs({ signal, query: { cursor: pageParam } })),
  ...pages,
  refetchInterval: 15_000,
});

export const oracleQuery = queryOptions({
  queryKey: ["oracle"],
  queryFn: ({ signal }) => unwrap(getOracle({ signal })),
  refetchInterval: 15_000,
});

export const permissionsQuery = queryOptions({
  queryKey: ["permissions"],
  queryFn: ({ signal }) => unwrap(getPermissions({ signal })),
});

export const insuranceQuery = queryOptions({
  queryKey: ["insurance"],
  queryFn: ({ signal }) => unwrap(getInsurance({ signal })),
  refetchInterval: 30_000,
});

export const payoutsQuery = infiniteQueryOptions({
  queryKey: ["insurance", "payouts"],
  queryFn: ({ signal, pageParam }) => unwrap(listPayouts({ signal, query: { cursor: pageParam } })),
  ...pages,
});
