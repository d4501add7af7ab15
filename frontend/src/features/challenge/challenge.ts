import type { Hex } from "viem";
import { readContract } from "wagmi/actions";
import { addressOf } from "@/api/config";
import type { Payer } from "@/chain/permit";
import { topUp } from "@/chain/topUp";
import { type Call, type OnStage, rehearse, transact } from "@/chain/transact";
import { BondWaits } from "@/errors/bonds";
import { revertName } from "@/errors/wallet";
import { escrowAbi } from "@/generated/abi/escrow";
import { resolutionAbi } from "@/generated/abi/resolution";
import { type Micro, usdExact } from "@/lib/money";
import { type Claimed, missing } from "./claims";

export interface Challenge {
  questionId: string;
  claimed: Claimed;
  evidence: string;
  bond: Micro;
}

/**
 * Challenges a report. The bond is locked from Escrow credit, so what is missing there is put in from the wallet first,
 * and only after the node said that nothing else stands in the way. Throws BondWaits if the second transaction fails.
 */
export async function challenge(payer: Payer, wanted: Challenge, onStage: OnStage) {
  const call = callOf(payer, wanted);
  const short = missing(wanted.bond, await creditOf(payer));
  if (short > 0n) {
    await rehearseWithoutBond(payer, call);
    await topUp(payer, short, onStage);
  }
  try {
    await transact(payer.wagmi, payer.account, call, onStage);
  } catch (error) {
    throw short > 0n ? new BondWaits(short, error) : error;
  }
  return {
    title: call.title,
    description: `Your bond of ${usdExact(wanted.bond)} is locked until it is decided; what you get of it comes back as Mutuel credit.`,
  };
}

function callOf({ config }: Payer, { questionId, claimed, evidence }: Challenge): Call {
  return {
    address: addressOf(config, "Resolution"),
    abi: resolutionAbi,
    functionName: "challenge",
    args: [questionId as Hex, claimed ?? 0n, claimed === null, evidence],
    title: "Your challenge is made",
  };
}

/** Escrow looks at the credit after everything but the account's own limits, which the form asks about. */
async function rehearseWithoutBond({ wagmi, account }: Payer, call: Call): Promise<void> {
  try {
    await rehearse(wagmi, account, call);
  } catch (error) {
    if (revertName(error) !== "InsufficientCredit") throw error;
  }
}

async function creditOf({ wagmi, config, account }: Payer): Promise<Micro> {
  const { credit } = await readContract(wagmi, {
    address: addressOf(config, "Escrow"),
    abi: escrowAbi,
    functionName: "accountOf",
    args: [account],
  });
  return credit;
}
