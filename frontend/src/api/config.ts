import { createContext, use } from "react";
import type { Address } from "viem";
import type { PublicConfig } from "@/generated/api/types.gen";

export const ConfigContext = createContext<PublicConfig | null>(null);

/** What the backend says about the chain. Only below `Boot`, which shows nothing before it is known. */
export function useConfig(): PublicConfig {
  const config = use(ConfigContext);
  if (!config) throw new Error("used outside Boot");
  return config;
}

/** How people know the networks that the address books name. */
const NETWORKS: Record<string, string> = {
  local: "the local chain",
  base: "Base",
  "base-sepolia": "Base Sepolia",
};

export function networkName(config: PublicConfig): string {
  return NETWORKS[config.network] ?? config.network;
}

export type ContractName =
  | "Usdc"
  | "Escrow"
  | "ParimutuelEngine"
  | "Resolution"
  | "Lens"
  | "Insurance"
  | "SelfLimits"
  | "MutuelGovernor"
  | "MutuelVotes"
  | "Timelock";

/** A contract's address. Throws when the deployment lacks it, for then the backend and this page do not fit. */
export function addressOf(config: PublicConfig, name: ContractName): Address {
  const address = config.contracts[name];
  if (!address) throw new Error(`the deployment names no ${name}`);
  return address as Address;
}
