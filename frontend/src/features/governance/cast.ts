import { type Hex, keccak256, stringToHex } from "viem";
import { getTransactionReceipt } from "wagmi/actions";
import { addressOf } from "@/api/config";
import { type OnStage, transact } from "@/chain/transact";
import { NotOnChain } from "@/errors/governance";
import type { Anybody } from "@/features/wallet/OpenAct";
import { governorAbi } from "@/generated/abi/governor";
import { resolutionAbi } from "@/generated/abi/resolution";
import { timelockAbi } from "@/generated/abi/timelock";
import { votesAbi } from "@/generated/abi/votes";
import { operationIn, proposedIn } from "./operation";
import { SUPPORT, type Support } from "./wording";

/** What a governor or timelock passes on from what it calls. */
const BEHIND = [...timelockAbi, ...resolutionAbi].filter(({ type }) => type === "error");

/** Makes the account's votes count, as its own, in every vote that begins later. */
export async function delegateToSelf({ wagmi, config, account }: Anybody, onStage: OnStage) {
  const call = { address: addressOf(config, "MutuelVotes"), abi: votesAbi, functionName: "delegate" };
  const title = "Your votes count from now on";
  await transact(wagmi, account, { ...call, args: [account], title }, onStage);
  return { title };
}

export async function castVote(
  { wagmi, config, account }: Anybody,
  proposalId: string,
  support: Support,
  onStage: OnStage,
) {
  const call = { address: addressOf(config, "MutuelGovernor"), abi: governorAbi, functionName: "castVote" };
  const title = `You voted: ${SUPPORT[support].text}`;
  const args = [BigInt(proposalId), SUPPORT[support].code];
  await transact(wagmi, account, { ...call, args, title }, onStage);
  return { title };
}

/** The governor does what was voted. Throws NotOnChain if the transaction named does not hold the proposal. */
export async function carryOut(
  { wagmi, config, account }: Anybody,
  { proposalId, tx }: { proposalId: string; tx: string },
  onStage: OnStage,
) {
  const address = addressOf(config, "MutuelGovernor");
  const { logs } = await getTransactionReceipt(wagmi, { hash: tx as Hex });
  const found = proposedIn(logs, address, BigInt(proposalId));
  if (!found) throw new NotOnChain("proposal");
  const { targets, values, calldatas, description } = found;
  const args = [targets, values, calldatas, keccak256(stringToHex(description))];
  const call = { address, abi: [...governorAbi, ...BEHIND], functionName: "execute", args };
  const title = "The proposal is carried out";
  await transact(wagmi, account, { ...call, title }, onStage);
  return { title };
}

/** The timelock does what has waited. Throws NotOnChain if the transaction named does not hold the act. */
export async function executeAct(
  { wagmi, config, account }: Anybody,
  { actId, tx }: { actId: string; tx: string },
  onStage: OnStage,
) {
  const address = addressOf(config, "Timelock");
  const { logs } = await getTransactionReceipt(wagmi, { hash: tx as Hex });
  const found = operationIn(logs, address, actId as Hex);
  if (!found) throw new NotOnChain("act");
  const { targets, values, payloads, predecessor, salt, single } = found;
  const what = single
    ? { functionName: "execute", args: [targets[0], values[0], payloads[0], predecessor, salt] }
    : { functionName: "executeBatch", args: [targets, values, payloads, predecessor, salt] };
  const title = "The act is done";
  await transact(wagmi, account, { address, abi: [...timelockAbi, ...BEHIND], ...what, title }, onStage);
  return { title };
}
