import {
  type Address,
  createTransport,
  decodeFunctionData,
  encodeErrorResult,
  encodeFunctionResult,
  type Hex,
  numberToHex,
  parseAbi,
} from "viem";
import { createConfig } from "wagmi";
import { injected } from "wagmi/connectors/injected";
import { engineAbi } from "@/generated/abi/engine";
import { escrowAbi } from "@/generated/abi/escrow";
import { governorAbi } from "@/generated/abi/governor";
import { resolutionAbi } from "@/generated/abi/resolution";
import { selfLimitsAbi } from "@/generated/abi/selfLimits";
import { timelockAbi } from "@/generated/abi/timelock";
import { usdcAbi } from "@/generated/abi/usdc";
import { votesAbi } from "@/generated/abi/votes";
import type { PublicConfig } from "@/generated/api/types.gen";

export const ACCOUNT: Address = "0x70997970C51812dc3A010C7d01b50e0d17dc79C8";
export const CONFIG: PublicConfig = {
  chainId: 31_337,
  network: "local",
  rpcUrl: "http://node",
  contracts: {
    Usdc: "0x0000000000000000000000000000000000000001",
    Escrow: "0x0000000000000000000000000000000000000002",
    ParimutuelEngine: "0x0000000000000000000000000000000000000003",
    Lens: "0x0000000000000000000000000000000000000004",
    Insurance: "0x0000000000000000000000000000000000000005",
    Resolution: "0x0000000000000000000000000000000000000006",
    SelfLimits: "0x0000000000000000000000000000000000000007",
    MutuelGovernor: "0x0000000000000000000000000000000000000008",
    MutuelVotes: "0x0000000000000000000000000000000000000009",
    Timelock: "0x000000000000000000000000000000000000000a",
  },
  usdc: { name: "USD Coin", version: "2", decimals: 6 },
  blockTime: 2,
  minimumStake: "1.000000",
};
export const BLOCK_TIME = 1_800_000_000n;

const ABI = [
  ...engineAbi,
  ...escrowAbi,
  ...usdcAbi,
  ...resolutionAbi,
  ...selfLimitsAbi,
  ...governorAbi,
  ...timelockAbi,
  ...votesAbi,
  ...parseAbi(["function nonces(address) view returns (uint256)"]),
];
const HASH: Hex = `0x${"ab".repeat(32)}`;

type Revert = keyof typeof REVERTS;
const REVERTS = {
  TransferFailed: [],
  BadSignature: [],
  BettingClosed: [5],
  InsufficientCredit: [0n, 5n],
  SameClaim: [],
  TooLate: [5n],
};

/** What this wallet and its node answer; a refusal is thrown as a wallet would throw it. */
export interface Behaviour {
  /** USDC in the wallet. */
  balance?: bigint;
  allowance?: bigint;
  code?: Hex;
  sign?: () => Hex;
  send?: () => void;
  /** Functions that the node refuses to simulate, with the name of the contract's error. */
  reverts?: Record<string, Revert | (() => Revert | undefined)>;
  /** What other functions return, by name. */
  answers?: Record<string, unknown>;
  /** Of every receipt. */
  logs?: unknown[];
  /** What a batch of bets would answer, per bet. */
  codes?: number[];
  status?: Hex;
}

type Request = { method: string; params?: unknown };

/** How the contracts answer a call. */
function contractsOf(behaviour: Behaviour) {
  const results: Record<string, unknown> = {
    balanceOf: behaviour.balance ?? 0n,
    allowance: behaviour.allowance ?? 0n,
    nonces: 4n,
    betBatch: behaviour.codes ?? [0, 0],
    approve: true,
    ...behaviour.answers,
  };

  return (data: Hex): Hex => {
    const { functionName } = decodeFunctionData({ abi: ABI, data });
    const planned = behaviour.reverts?.[functionName];
    const refusal = typeof planned === "function" ? planned() : planned;
    if (refusal) {
      const inner = encodeErrorResult({
        abi: ABI,
        errorName: refusal,
        args: REVERTS[refusal],
      } as never);
      throw Object.assign(new Error("execution reverted"), { code: 3, data: inner });
    }
    const result = results[functionName];
    return result === undefined ? "0x" : encodeFunctionResult({ abi: ABI, functionName, result } as never);
  };
}

/** A wagmi configuration over a wallet and a node that are one object in memory, and what was asked of them. */
export function fakeWallet(behaviour: Behaviour) {
  const sent: { functionName: string; args: readonly unknown[] }[] = [];
  const signed: Record<string, unknown>[] = [];
  const call = contractsOf(behaviour);

  async function request({ method, params }: Request): Promise<unknown> {
    const [first, second] = (params ?? []) as [{ data?: Hex }, string];
    switch (method) {
      case "eth_accounts":
      case "eth_requestAccounts":
        return [ACCOUNT];
      case "eth_chainId":
        return numberToHex(CONFIG.chainId);
      case "eth_getCode":
        return behaviour.code ?? "0x";
      case "eth_call":
        return call(first.data ?? "0x");
      case "eth_blockNumber":
        return "0x7";
      case "eth_getBlockByNumber":
        return { number: "0x7", timestamp: numberToHex(BLOCK_TIME), transactions: [] };
      case "eth_signTypedData_v4":
        signed.push(JSON.parse(second));
        return (behaviour.sign ?? (() => `0x${"11".repeat(65)}` as Hex))();
      case "eth_sendTransaction":
        behaviour.send?.();
        sent.push(decodeFunctionData({ abi: ABI, data: first.data ?? "0x" }) as (typeof sent)[number]);
        return HASH;
      case "eth_getTransactionReceipt":
        return {
          transactionHash: HASH,
          blockNumber: "0x7",
          blockHash: HASH,
          status: behaviour.status ?? "0x1",
          logs: behaviour.logs ?? [],
        };
      default:
        throw Object.assign(new Error(`unexpected ${method}`), { code: -32_601 });
    }
  }

  return { wagmi: configOver(request) as never, sent, signed };
}

function configOver(request: (asked: Request) => Promise<unknown>) {
  const provider = { request, on: () => {}, removeListener: () => {} };
  return createConfig({
    chains: [
      {
        id: CONFIG.chainId,
        name: "fake",
        nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
        rpcUrls: { default: { http: [] } },
      },
    ],
    connectors: [injected({ target: { id: "fake", name: "Fake", provider: provider as never } })],
    multiInjectedProviderDiscovery: false,
    storage: null,
    pollingInterval: 1,
    transports: {
      [CONFIG.chainId]: () =>
        createTransport({
          key: "fake",
          name: "fake",
          type: "custom",
          request: request as never,
          retryCount: 0,
        }),
    },
  });
}
