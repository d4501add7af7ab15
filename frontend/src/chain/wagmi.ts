import {
  type Chain,
  ChainDisconnectedError,
  custom,
  defineChain,
  type EIP1193RequestFn,
  hexToNumber,
  http,
} from "viem";
import { type Config, createConfig } from "wagmi";
import { getConnection } from "wagmi/actions";
import { injected } from "wagmi/connectors/injected";
import { networkName } from "@/api/config";
import type { PublicConfig } from "@/generated/api/types.gen";

const RPC_TIMEOUT_MS = 10_000;
const CONFIRM_POLL_MS = 500;

/** Wallets announce themselves by EIP-6963; `injected` remains for those that only set window.ethereum. */
export function createWagmi(config: PublicConfig): Wagmi {
  const chain = defineChain({
    id: config.chainId,
    name: networkName(config),
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: config.rpcUrl ? [config.rpcUrl] : [] } },
  });
  const wagmi: Wagmi = createConfig({
    chains: [chain],
    connectors: [injected()],
    multiInjectedProviderDiscovery: true,
    pollingInterval: CONFIRM_POLL_MS,
    transports: {
      [chain.id]: config.rpcUrl
        ? http(config.rpcUrl, { timeout: RPC_TIMEOUT_MS, retryCount: 2 })
        : custom({ request: (request) => askWallet(wagmi, request) }, { retryCount: 0 }),
    },
  });
  return wagmi;
}

/** One chain: the one where the contracts live. */
export type Wagmi = Config<readonly [Chain]>;

declare module "wagmi" {
  interface Register {
    config: Wagmi;
  }
}

type Request = Parameters<EIP1193RequestFn>[0];

/** Without a public node, the connected wallet's own answers; but only while it is on the contracts' network. */
async function askWallet(wagmi: Wagmi, request: Request): Promise<unknown> {
  const provider = (await getConnection(wagmi).connector?.getProvider()) as
    | { request: (request: Request) => Promise<unknown> }
    | undefined;
  if (!provider) throw new ChainDisconnectedError(new Error("no wallet is connected"));
  const chainId = hexToNumber((await provider.request({ method: "eth_chainId" })) as `0x${string}`);
  if (chainId !== wagmi.chains[0].id)
    throw new ChainDisconnectedError(new Error("the wallet is on another network"));
  return provider.request(request);
}
