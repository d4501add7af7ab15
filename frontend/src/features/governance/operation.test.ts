import {
  type Address,
  encodeAbiParameters,
  encodeEventTopics,
  type Hex,
  keccak256,
  type Log,
  parseAbiParameters,
} from "viem";
import { expect, test } from "vitest";
import { governorAbi } from "@/generated/abi/governor";
import { timelockAbi } from "@/generated/abi/timelock";
import { operationIn, proposedIn } from "./operation";

const TIMELOCK: Address = `0x${"11".repeat(20)}`;
const TARGET: Address = `0x${"22".repeat(20)}`;
const NONE: Hex = `0x${"00".repeat(32)}`;
const SALT: Hex = `0x${"33".repeat(32)}`;

function log(eventName: "CallScheduled" | "CallSalt", args: Record<string, unknown>, data: Hex): Log {
  return {
    address: TIMELOCK,
    topics: encodeEventTopics({ abi: timelockAbi, eventName, args } as never),
    data,
  } as unknown as Log;
}

function scheduled(id: Hex, index: bigint, payload: Hex): Log {
  const data = encodeAbiParameters(parseAbiParameters("address, uint256, bytes, bytes32, uint256"), [
    TARGET,
    0n,
    payload,
    NONE,
    86_400n,
  ]);
  return log("CallScheduled", { id, index }, data);
}

const idOfOne = (payload: Hex, salt: Hex) =>
  keccak256(
    encodeAbiParameters(parseAbiParameters("address, uint256, bytes, bytes32, bytes32"), [
      TARGET,
      0n,
      payload,
      NONE,
      salt,
    ]),
  );
const idOfBatch = (payloads: Hex[]) =>
  keccak256(
    encodeAbiParameters(parseAbiParameters("address[], uint256[], bytes[], bytes32, bytes32"), [
      payloads.map(() => TARGET),
      payloads.map(() => 0n),
      payloads,
      NONE,
      NONE,
    ]),
  );

test("operationIn: one call with a salt: as it was scheduled", () => {
  const id = idOfOne("0x01", SALT);
  const logs = [scheduled(id, 0n, "0x01"), log("CallSalt", { id }, SALT)];
  expect(operationIn(logs, TIMELOCK, id)).toEqual({
    targets: [TARGET],
    values: [0n],
    payloads: ["0x01"],
    predecessor: NONE,
    salt: SALT,
    single: true,
  });
});

test("operationIn: a batch, and a batch of one: executed as batches", () => {
  const two = idOfBatch(["0x01", "0x02"]);
  const logs = [scheduled(two, 1n, "0x02"), scheduled(two, 0n, "0x01")];
  expect(operationIn(logs, TIMELOCK, two)).toMatchObject({ payloads: ["0x01", "0x02"], single: false });
  const one = idOfBatch(["0x01"]);
  expect(operationIn([scheduled(one, 0n, "0x01")], TIMELOCK, one)).toMatchObject({ single: false });
});

test("operationIn: another contract's events, or what does not make up the id: nothing", () => {
  const id = idOfOne("0x01", NONE);
  expect(operationIn([scheduled(id, 0n, "0x01")], TARGET, id)).toBeNull();
  expect(operationIn([scheduled(id, 0n, "0x02")], TIMELOCK, id)).toBeNull();
  expect(operationIn([], TIMELOCK, id)).toBeNull();
});

const CREATED = parseAbiParameters(
  "uint256, address, address[], uint256[], string[], bytes[], uint256, uint256, string",
);

test("proposedIn: the governor's own event about this proposal alone", () => {
  const data = encodeAbiParameters(CREATED, [7n, TARGET, [TARGET], [0n], [""], ["0x01"], 1n, 2n, "Why"]);
  const topics = encodeEventTopics({ abi: governorAbi, eventName: "ProposalCreated" });
  const logs = [{ address: TIMELOCK, topics, data }] as unknown as Log[];
  const found = { targets: [TARGET], values: [0n], calldatas: ["0x01"], description: "Why" };
  expect(proposedIn(logs, TIMELOCK, 7n)).toMatchObject(found);
  expect(proposedIn(logs, TIMELOCK, 8n)).toBeNull();
  expect(proposedIn(logs, TARGET, 7n)).toBeNull();
});
