import { skipToken, useQuery } from "@tanstack/react-query";
import { latestPositionsQuery } from "@/api/queries";
import { useWallet } from "@/features/wallet/useWallet";
import type { Position } from "@/generated/api/types.gen";

/** The connected account's latest positions by market; empty without a wallet. */
export function useOwn(): ReadonlyMap<string, Position> {
  const { account } = useWallet();
  const query = latestPositionsQuery(account ?? "0x");
  const { data } = useQuery({ ...query, queryFn: account ? query.queryFn : skipToken });
  return new Map(data?.items.map((position) => [position.market.marketId, position]));
}
