import { useReadContract } from "wagmi";
import { addressOf, useConfig } from "@/api/config";
import { lensAbi } from "@/generated/abi/lens";
import type { Micro } from "@/lib/money";

export interface ChainPosition {
  /** Per outcome; all 0 once claimed. */
  stakes: readonly Micro[];
  /** What can be claimed now; 0 while undecided. */
  payout: Micro;
}

const REFRESH_MS = 5_000;
/** The lens answers for at most this many markets at once. */
export const LENS_PAGE = 50;

/** Positions as the contracts hold them now, by market id. The index may lag; a claim button must not. */
export function useChainPositions(account: `0x${string}` | undefined, marketIds: readonly string[]) {
  const config = useConfig();
  const { data, queryKey } = useReadContract({
    address: addressOf(config, "Lens"),
    abi: lensAbi,
    functionName: "positions",
    args: [account ?? "0x", marketIds.slice(0, LENS_PAGE).map(BigInt)],
    chainId: config.chainId,
    query: { enabled: account !== undefined && marketIds.length > 0, refetchInterval: REFRESH_MS },
  });
  const positions =
    data && new Map<string, ChainPosition>(data.map((page) => [page.marketId.toString(), page]));
  return { positions, queryKey };
}
