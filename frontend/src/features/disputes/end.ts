import type { Address, Hex } from "viem";
import { addressOf } from "@/api/config";
import { type Call, type OnStage, transact } from "@/chain/transact";
import type { Anybody } from "@/features/wallet/OpenAct";
import { resolutionAbi } from "@/generated/abi/resolution";
import type { AskedQuestion } from "@/generated/api/types.gen";
import { ACTS, type OpenMove } from "./acts";

/** Does what anybody may do now. */
export async function end(
  { wagmi, config, account }: Anybody,
  move: OpenMove,
  question: Asked,
  onStage: OnStage,
) {
  const call = callOf(addressOf(config, "Resolution"), move, question);
  await transact(wagmi, account, call, onStage);
  return { title: call.title };
}

export type Asked = Pick<AskedQuestion, "questionId" | "sourceId" | "observeAt" | "subject" | "state">;

/** The call that does it. A dispute ends by its id alone, for a contest has no source. */
export function callOf(resolution: Address, move: OpenMove, question: Asked): Call {
  const { questionId, sourceId, observeAt, subject } = question;
  const byId = { args: [questionId as Hex] };
  const call = { address: resolution, abi: resolutionAbi, title: ACTS[move].done };
  if (move === "finalise") return { ...call, ...byId, functionName: "finalise" };
  if (move === "voidExpired" && (question.state === "disputed" || sourceId === null))
    return { ...call, ...byId, functionName: "voidUnruled" };
  return { ...call, functionName: move, args: [sourceId ?? 0, observeAt, subject as Hex] };
}
