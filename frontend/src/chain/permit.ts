import type { Address, Hex } from "viem";
import { getBlock, getBytecode, readContract, signTypedData } from "wagmi/actions";
import { addressOf } from "@/api/config";
import { isUnsupported, revertName } from "@/errors/wallet";
import { usdcAbi } from "@/generated/abi/usdc";
import type { PublicConfig } from "@/generated/api/types.gen";
import type { Micro } from "@/lib/money";
import { type OnStage, transact } from "./transact";
import type { Wagmi } from "./wagmi";

/** Who acts, and with what. */
export interface Payer {
  wagmi: Wagmi;
  config: PublicConfig;
  account: Address;
}

export interface Permit {
  deadline: bigint;
  signature: Hex;
}

const LIFE_S = 1_800n;
const TYPES = {
  Permit: [
    { name: "owner", type: "address" },
    { name: "spender", type: "address" },
    { name: "value", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
} as const;

/** What Escrow may take from the wallet already. */
export function allowance({ wagmi, config, account }: Payer): Promise<Micro> {
  return readContract(wagmi, {
    address: addressOf(config, "Usdc"),
    abi: usdcAbi,
    functionName: "allowance",
    args: [account, addressOf(config, "Escrow")],
  });
}

/** Accounts with code sign by ERC-1271, in forms that a page cannot foresee; they approve instead. */
export async function isSmartAccount({ wagmi, account }: Payer): Promise<boolean> {
  const code = await getBytecode(wagmi, { address: account });
  return code !== undefined && code !== "0x";
}

/** An EIP-2612 signature over exactly this amount; null when the wallet cannot sign typed data at all. */
export async function signPermit({ wagmi, config, account }: Payer, value: Micro): Promise<Permit | null> {
  const usdc = addressOf(config, "Usdc");
  const nonce = await readContract(wagmi, {
    address: usdc,
    abi: usdcAbi,
    functionName: "nonces",
    args: [account],
  });
  const deadline = (await getBlock(wagmi)).timestamp + LIFE_S;
  const { name, version } = config.usdc;
  try {
    const signature = await signTypedData(wagmi, {
      account,
      domain: { name, version, chainId: config.chainId, verifyingContract: usdc },
      types: TYPES,
      primaryType: "Permit",
      message: { owner: account, spender: addressOf(config, "Escrow"), value, nonce, deadline },
    });
    return { deadline, signature };
  } catch (error) {
    if (isUnsupported(error)) return null;
    throw error;
  }
}

/** What Escrow throws when the token did not take the permit and no allowance was there instead. */
const REFUSALS = new Set(["TransferFailed", "BadSignature"]);

export function isPermitRefused(error: unknown): boolean {
  return REFUSALS.has(revertName(error) ?? "");
}

/** Lets Escrow take exactly this amount. @param title what that means, for the message after a reload */
export async function approve(
  { wagmi, config, account }: Payer,
  amount: Micro,
  title: string,
  onStage: OnStage,
) {
  const call = {
    address: addressOf(config, "Usdc"),
    abi: usdcAbi,
    functionName: "approve",
    args: [addressOf(config, "Escrow"), amount],
    title,
  };
  await transact(wagmi, account, call, onStage, "allow");
}
