import { defineChain, http } from "viem";
import { createConfig, unstable_connector } from "wagmi";
import { injected } from "wagmi/connectors/injected";
import { networkName } from "@/api/config";
import type { PublicConfig } from "@/generated/api/types.gen";

const RPC_TIMEOUT_MS = 10_000;
const CONFIRM_POLL_MS = 500;

/** Wallets announce themselves by EIP-6963; `injected` remains for those that only set window.ethereum. */
export function createWagmi(config: PublicConfig) {
  const chain = defineChain({
    id: config.chainId,
    name: networkName(config),
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: config.rpcUrl ? [config.rpcUrl] : [] } },
  });
  const transport = config.rpcUrl
    ? http(config.rpcUrl, { timeout: RPC_TIMEOUT_MS, retryCount: 2 })
    : unstable_connector(injected); // no public node: the connected wallet's own
  return createConfig({
    chains: [chain],
    connectors: [injected()],
    multiInjectedProviderDiscovery: true,
    pollingInterval: CONFIRM_POLL_MS,
    transports: { [chain.id]: transport },
  });
}

export type Wagmi = ReturnType<typeof createWagmi>;

declare module "wagmi" {
  interface Register {
    config: Wagmi;
  }
}
