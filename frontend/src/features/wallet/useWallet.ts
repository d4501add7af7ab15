import type { Address } from "viem";
import { useConnection } from "wagmi";
import { useConfig } from "@/api/config";

export type Wallet =
  | { status: "none"; account?: undefined }
  | { status: "wrongNetwork" | "ready"; account: Address };

/** The connected account, and whether its wallet is on the network where the contracts live. */
export function useWallet(): Wallet {
  const { address, chainId, status } = useConnection();
  const config = useConfig();
  if (!address || (status !== "connected" && status !== "reconnecting")) return { status: "none" };
  return { status: chainId === config.chainId ? "ready" : "wrongNetwork", account: address };
}
