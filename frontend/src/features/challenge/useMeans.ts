import type { Address } from "viem";
import { useReadContract } from "wagmi";
import { addressOf, useConfig } from "@/api/config";
import { useBalances } from "@/features/wallet/useBalances";
import { escrowAbi } from "@/generated/abi/escrow";
import { selfLimitsAbi } from "@/generated/abi/selfLimits";
import type { Means } from "./claims";

const LIMITED = 1;
const REFRESH_MS = 10_000;

/** What the account can put up, read from the chain; null while unknown. */
export function useMeans(account: Address): Means | null {
  const config = useConfig();
  const { wallet, credit } = useBalances(account);
  const args = [account] as const;
  const { data: slot } = useReadContract({
    address: addressOf(config, "Escrow"),
    abi: escrowAbi,
    functionName: "accountOf",
    args,
    chainId: config.chainId,
    query: { refetchInterval: REFRESH_MS },
  });
  const limited = slot !== undefined && (slot.flags & LIMITED) !== 0;
  const { data: left } = useReadContract({
    address: addressOf(config, "SelfLimits"),
    abi: selfLimitsAbi,
    functionName: "leftOf",
    args,
    chainId: config.chainId,
    query: { enabled: limited, refetchInterval: REFRESH_MS },
  });
  if (wallet === null || credit === null || !slot || (limited && left === undefined)) return null;
  return {
    account,
    wallet,
    credit,
    excludedUntil: slot.excludedUntil,
    left: limited ? (left ?? null) : null,
  };
}
