import type { Address } from "viem";
import { useReadContract } from "wagmi";
import { addressOf, useConfig } from "@/api/config";
import { escrowAbi } from "@/generated/abi/escrow";
import { usdcAbi } from "@/generated/abi/usdc";
import type { Micro } from "@/lib/money";

export interface Balances {
  /** USDC in the wallet; null while unknown. */
  wallet: Micro | null;
  /** Free credit in Escrow; null while unknown. */
  credit: Micro | null;
}

const REFRESH_MS = 10_000;

/** Read from the chain, never from the index: this is what a bet can spend now. */
export function useBalances(account: Address | undefined): Balances {
  const config = useConfig();
  const query = { enabled: account !== undefined, refetchInterval: REFRESH_MS };
  const args = [account ?? "0x"] as const;
  const wallet = useReadContract({
    address: addressOf(config, "Usdc"),
    abi: usdcAbi,
    functionName: "balanceOf",
    args,
    chainId: config.chainId,
    query,
  });
  const escrow = useReadContract({
    address: addressOf(config, "Escrow"),
    abi: escrowAbi,
    functionName: "accountOf",
    args,
    chainId: config.chainId,
    query,
  });
  return { wallet: wallet.data ?? null, credit: escrow.data?.credit ?? null };
}
