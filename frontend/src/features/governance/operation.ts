import {
  type Address,
  encodeAbiParameters,
  type Hex,
  keccak256,
  type Log,
  parseAbiParameters,
  parseEventLogs,
} from "viem";
import { governorAbi } from "@/generated/abi/governor";
import { timelockAbi } from "@/generated/abi/timelock";

/** What a proposal does, as its own event says it; the governor wants all of it again. */
export interface Proposed {
  targets: readonly Address[];
  values: readonly bigint[];
  calldatas: readonly Hex[];
  description: string;
}

/** Null where these logs, of the governor's transaction, do not make this proposal. */
export function proposedIn(logs: Log[], governor: Address, proposalId: bigint): Proposed | null {
  const events = parseEventLogs({ abi: governorAbi, eventName: "ProposalCreated", logs });
  const found = events.find(({ address, args }) => same(address, governor) && args.proposalId === proposalId);
  return found ? found.args : null;
}

/** One act of the timelock, as it was scheduled. */
export interface Operation {
  targets: Address[];
  values: bigint[];
  payloads: Hex[];
  predecessor: Hex;
  salt: Hex;
  /** Scheduled by `schedule`, so that it is executed by `execute`; a batch of one has another id. */
  single: boolean;
}

const NO_SALT: Hex = `0x${"00".repeat(32)}`;
const ONE = parseAbiParameters("address, uint256, bytes, bytes32, bytes32");
const SEVERAL = parseAbiParameters("address[], uint256[], bytes[], bytes32, bytes32");

/** Null where these logs, of the scheduling transaction, do not make up the act with this id. */
export function operationIn(logs: Log[], timelock: Address, id: Hex): Operation | null {
  const events = parseEventLogs({ abi: timelockAbi, eventName: ["CallScheduled", "CallSalt"], logs });
  const own = events.filter(({ address, args }) => same(address, timelock) && args.id === id);
  const calls = own
    .flatMap((event) => (event.eventName === "CallScheduled" ? [event.args] : []))
    .sort((a, b) => Number(a.index - b.index));
  const salt =
    own.flatMap((event) => (event.eventName === "CallSalt" ? [event.args.salt] : []))[0] ?? NO_SALT;
  const [first] = calls;
  if (!first) return null;
  const operation = {
    targets: calls.map(({ target }) => target),
    values: calls.map(({ value }) => value),
    payloads: calls.map(({ data }) => data),
    predecessor: first.predecessor,
    salt,
  };
  const single = calls.length === 1 && idOfOne(operation) === id;
  return single || idOfBatch(operation) === id ? { ...operation, single } : null;
}

type Content = Omit<Operation, "single">;

function idOfOne({ targets, values, payloads, predecessor, salt }: Content): Hex {
  const [target, value, data] = [targets[0] ?? "0x", values[0] ?? 0n, payloads[0] ?? "0x"];
  return keccak256(encodeAbiParameters(ONE, [target, value, data, predecessor, salt]));
}

function idOfBatch({ targets, values, payloads, predecessor, salt }: Content): Hex {
  return keccak256(encodeAbiParameters(SEVERAL, [targets, values, payloads, predecessor, salt]));
}

function same(a: Address, b: Address): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
