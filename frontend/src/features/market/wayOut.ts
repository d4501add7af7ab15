import { type Address, zeroAddress } from "viem";
import { addressOf } from "@/api/config";
import { type Call, rehearse } from "@/chain/transact";
import type { Wagmi } from "@/chain/wagmi";
import { ACTS } from "@/features/disputes/acts";
import { type Asked, callOf } from "@/features/disputes/end";
import { engineAbi } from "@/generated/abi/engine";
import type { MarketDetail, PublicConfig } from "@/generated/api/types.gen";

/** A step towards a market's end that asks for no role and no bond, and what it does. */
export interface Step {
  button: string;
  effect: string;
  call: Call;
}

type Ended = Pick<MarketDetail, "marketId"> & { questions: Asked[] };

/** All such steps: first what pays by a result, then what brings one nearer, last what refunds. */
export function stepsOf(config: PublicConfig, { marketId, questions }: Ended): Step[] {
  const engine = { address: addressOf(config, "ParimutuelEngine"), abi: engineAbi, args: [BigInt(marketId)] };
  const { button, effect } = ACTS.finalise;
  const final = questions.map((question) => ({
    button,
    effect,
    call: callOf(addressOf(config, "Resolution"), "finalise", question),
  }));
  return [
    {
      button: "Settle now",
      effect: "The result is final. This decides the market, so that everybody can claim.",
      call: { ...engine, functionName: "settle", title: "The market is decided" },
    },
    ...final,
    {
      button: "Ask the DAO now",
      effect:
        "The sources name different winners. This sends the market to the DAO, which rules on it alone.",
      call: { ...engine, functionName: "contest", title: "It is the DAO's turn now" },
    },
    {
      button: "Refund everybody now",
      effect: "No result came within 7 days. This voids the market: every stake goes back in full.",
      call: { ...engine, functionName: "voidExpired", title: "Every stake goes back" },
    },
  ];
}

/** The first that would succeed now; null if none would. Each is asked about in turn. */
export async function dueOf(
  steps: Step[],
  wouldSucceed: (call: Call) => Promise<boolean>,
): Promise<Step | null> {
  for (const step of steps) if (await wouldSucceed(step.call)) return step;
  return null;
}

/** Asks the chain itself, without a wallet if there is none. */
export function rehearsal(wagmi: Wagmi, account: Address = zeroAddress) {
  return (call: Call) =>
    rehearse(wagmi, account, call).then(
      () => true,
      () => false,
    );
}
