import type { Address } from "viem";
import { useReadContracts } from "wagmi";
import { addressOf, useConfig } from "@/api/config";
import { governorAbi } from "@/generated/abi/governor";
import { votesAbi } from "@/generated/abi/votes";
import type { Seconds } from "@/lib/time";

const REFRESH_MS = 10_000;

/** What an account holds of the votes now. In 10^-18. */
export interface Votes {
  held: bigint;
  /** What counts as its own, held by itself or handed to it. */
  counting: bigint;
  /** Whom its own votes count for; null if for nobody yet. */
  delegate: Address | null;
}

const NOBODY = "0x0000000000000000000000000000000000000000";

/** Read from the chain; undefined while unknown. */
export function useVotes(account: Address): Votes | undefined {
  const config = useConfig();
  const of = {
    address: addressOf(config, "MutuelVotes"),
    abi: votesAbi,
    args: [account],
    chainId: config.chainId,
  } as const;
  const { data } = useReadContracts({
    contracts: [
      { ...of, functionName: "balanceOf" },
      { ...of, functionName: "getVotes" },
      { ...of, functionName: "delegates" },
    ],
    allowFailure: false,
    query: { refetchInterval: REFRESH_MS },
  });
  if (!data) return undefined;
  const [held, counting, to] = data;
  return { held, counting, delegate: to === NOBODY ? null : to };
}

/** What an account can still say in one vote. */
export interface Ballot {
  /** Its votes when the vote began, in 10^-18. */
  weight: bigint;
  voted: boolean;
}

/** Read from the chain, of a vote that has begun; undefined while unknown. */
export function useBallot(account: Address, proposalId: string, began: Seconds): Ballot | undefined {
  const config = useConfig();
  const of = {
    address: addressOf(config, "MutuelGovernor"),
    abi: governorAbi,
    chainId: config.chainId,
  } as const;
  const { data } = useReadContracts({
    contracts: [
      { ...of, functionName: "getVotes", args: [account, BigInt(began)] },
      { ...of, functionName: "hasVoted", args: [BigInt(proposalId), account] },
    ],
    allowFailure: false,
    query: { refetchInterval: REFRESH_MS },
  });
  return data && { weight: data[0], voted: data[1] };
}
