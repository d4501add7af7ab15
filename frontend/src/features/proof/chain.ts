import { type Address, encodeAbiParameters, type Hex, keccak256, type PublicClient, toHex } from "viem";
import { engineAbi } from "@/generated/abi/engine";
import { resolutionAbi } from "@/generated/abi/resolution";
import type { Answer } from "./referee";

/** What the check reads. Everything comes from the chain, through the page's node or the wallet's. */
export interface Chain {
  market(): Promise<MarketView>;
  template(id: number): Promise<Template>;
  pools(): Promise<readonly [readonly bigint[], readonly bigint[]]>;
  answer(question: Hex): Promise<Answer>;
  /** Whether the primary source decides where it spoke: only where reports alone answer. */
  hasPrimary(source: number): Promise<boolean>;
  outage(from: number, to: number): Promise<boolean>;
  payoutOf(account: Address): Promise<bigint>;
  bets(from: number, until: number): Promise<Bet[]>;
  /** The root of the latest report, null for a proof or none. */
  evidenceRoot(question: Hex, from: number): Promise<Hex | null>;
  decided(from: number): Promise<{ reason?: number; fee?: bigint; net?: bigint } | null>;
  claimed(account: Address, from: number): Promise<bigint | null>;
  contestId(): Hex;
}

export type MarketView = Awaited<ReturnType<typeof readMarket>>;
export type Template = Awaited<ReturnType<typeof readTemplate>>;
export interface Bet {
  account: Address;
  outcome: number;
  stake: bigint;
  weight: bigint;
}

/** Blocks in one question for logs; many nodes answer no more. */
const RANGE = 10_000n;
/** Questions for one kind of log; a market whose logs lie wider apart is checked on the command line. */
const MOST = 120;
const REPORT_ONLY = 3;

const readMarket = (client: PublicClient, engine: Address, id: bigint) =>
  client.readContract({ address: engine, abi: engineAbi, functionName: "market", args: [id] });
const readTemplate = (client: PublicClient, engine: Address, id: number) =>
  client.readContract({ address: engine, abi: engineAbi, functionName: "template", args: [id] });

export function questionId(source: number, at: number, subject: Hex): Hex {
  const types = [{ type: "uint16" }, { type: "uint32" }, { type: "bytes32" }] as const;
  return keccak256(encodeAbiParameters(types, [source, at, subject]));
}

/** By the template's rule: nothing, the market's period, or period and index (the last 40 bits of its id). */
export function subjectOf(rule: number, id: bigint): Hex {
  const period = (id >> 8n) & 0xff_ff_ff_ffn;
  return toHex([0n, period, (period << 8n) | (id & 0xffn)][rule] ?? 0n, { size: 32 });
}

export function chainOf(client: PublicClient, engine: Address, resolution: Address, id: bigint): Chain {
  return {
    ...engineOf(client, engine, id),
    ...resolutionOf(client, resolution),
    contestId: () => {
      const types = [{ type: "string" }, { type: "address" }, { type: "uint256" }] as const;
      return keccak256(encodeAbiParameters(types, ["CONTEST", engine, id]));
    },
  };
}

/** What the engine knows of the market. */
function engineOf(client: PublicClient, engine: Address, id: bigint) {
  const onEngine = { address: engine, abi: engineAbi } as const;
  const logs = logReader(client);
  return {
    market: () => readMarket(client, engine, id),
    template: (template: number) => readTemplate(client, engine, template),
    pools: () => client.readContract({ ...onEngine, functionName: "pools", args: [id] }),
    payoutOf: (account: Address) =>
      client.readContract({ ...onEngine, functionName: "payoutOf", args: [id, account] }),
    bets: async (from: number, until: number) => {
      const wanted = { ...onEngine, eventName: "BetPlaced", args: { marketId: id } } as const;
      const found = await logs(from, until, (range) =>
        client.getContractEvents({ ...wanted, ...range, strict: true }),
      );
      return found.map(({ args }) => args);
    },
    decided: async (from: number) => {
      const of = { ...onEngine, args: { marketId: id }, strict: true } as const;
      const settled = await logs(from, null, (range) =>
        client.getContractEvents({ ...of, ...range, eventName: "MarketSettled" }),
      );
      const voided = await logs(from, null, (range) =>
        client.getContractEvents({ ...of, ...range, eventName: "MarketVoided" }),
      );
      return settled[0]?.args ?? voided[0]?.args ?? null;
    },
    claimed: async (account: Address, from: number) => {
      const wanted = { ...onEngine, eventName: "Claimed", args: { marketId: id, account } } as const;
      const found = await logs(from, null, (range) =>
        client.getContractEvents({ ...wanted, ...range, strict: true }),
      );
      return found[0]?.args.amount ?? null;
    },
  };
}

/** What Resolution knows of questions and sources. */
function resolutionOf(client: PublicClient, resolution: Address) {
  const onResolution = { address: resolution, abi: resolutionAbi } as const;
  const logs = logReader(client);
  return {
    answer: async (question: Hex) => {
      const told = await client.readContract({
        ...onResolution,
        functionName: "observation",
        args: [question],
      });
      const [state, value, low, high, knownAt, ruled] = told;
      return { state, value, low, high, knownAt, ruled };
    },
    hasPrimary: async (source: number) =>
      (await client.readContract({ ...onResolution, functionName: "source", args: [source] })).path ===
      REPORT_ONLY,
    outage: (from: number, to: number) =>
      client.readContract({
        ...onResolution,
        functionName: "outageBetween",
        args: [BigInt(from), BigInt(to)],
      }),
    evidenceRoot: async (question: Hex, from: number) => {
      const wanted = { ...onResolution, eventName: "Proposed", args: { questionId: question } } as const;
      const found = await logs(from, null, (range) =>
        client.getContractEvents({ ...wanted, ...range, strict: true }),
      );
      const root = found.at(-1)?.args.evidenceRoot ?? null;
      return root === null || BigInt(root) === 0n ? null : root;
    },
  };
}

/** Logs between two times, in ranges; `until` null is now. */
function logReader(client: PublicClient) {
  return async <T>(
    from: number,
    until: number | null,
    ask: (range: { fromBlock: bigint; toBlock: bigint }) => Promise<T[]>,
  ): Promise<T[]> => {
    const newest = await client.getBlockNumber();
    const first = await blockAt(client, from, newest);
    const last = until === null ? newest : await blockAt(client, until, newest);
    if ((last - first) / RANGE >= MOST) throw new Error("the logs lie too far apart for a page");
    const found: T[] = [];
    for (let start = first; start <= last; start += RANGE)
      found.push(
        ...(await ask({ fromBlock: start, toBlock: start + RANGE - 1n < last ? start + RANGE - 1n : last })),
      );
    return found;
  };
}

/** The first block not before `time`, UTC seconds; the newest if there is none. */
async function blockAt(client: PublicClient, time: number, newest: bigint): Promise<bigint> {
  let [low, high] = [0n, newest];
  while (low < high) {
    const middle = (low + high) / 2n;
    const { timestamp } = await client.getBlock({ blockNumber: middle });
    if (timestamp < BigInt(time)) low = middle + 1n;
    else high = middle;
  }
  return low;
}
