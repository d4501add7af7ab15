import type { Address, Hex, TransactionReceipt } from "viem";
import { getBlock, getBytecode, readContract, signTypedData } from "wagmi/actions";
import { addressOf } from "@/api/config";
import { type OnStage, transact } from "@/chain/transact";
import type { Wagmi } from "@/chain/wagmi";
import { isUnsupported, revertName } from "@/errors/wallet";
import { engineAbi, usdcAbi } from "@/generated/abi";
import type { PublicConfig } from "@/generated/api/types.gen";
import type { Micro } from "@/lib/money";

export interface Bet {
  marketId: bigint;
  outcome: number;
  amount: Micro;
  minWeight: bigint;
}

export type PayFrom = "wallet" | "credit";

/** Who bets, and with what. */
export interface Bettor {
  wagmi: Wagmi;
  config: PublicConfig;
  account: Address;
}

const PERMIT_LIFE_S = 1_800n;
const PERMIT = {
  Permit: [
    { name: "owner", type: "address" },
    { name: "spender", type: "address" },
    { name: "value", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
} as const;

/**
 * Places a bet the shortest way this wallet has: from credit; on an allowance that is there already; with one permit
 * signature; else, for smart accounts and wallets that cannot sign permits, approving the exact amount first.
 */
export async function placeBet(
  bettor: Bettor,
  bet: Bet,
  from: PayFrom,
  onStage: OnStage,
): Promise<TransactionReceipt> {
  if (from === "credit") return call(bettor, "betFromCredit", bet, [], onStage);
  if ((await allowance(bettor)) >= bet.amount) return call(bettor, "bet", bet, [], onStage);
  if (await isSmartAccount(bettor)) return approveAndBet(bettor, bet, onStage);
  const permit = await signPermit(bettor, bet.amount, onStage);
  if (!permit) return approveAndBet(bettor, bet, onStage);
  try {
    return await call(bettor, "betWithPermit", bet, [permit.deadline, permit.signature], onStage);
  } catch (error) {
    if (!PERMIT_REFUSED.has(revertName(error) ?? "")) throw error;
    return approveAndBet(bettor, bet, onStage);
  }
}

/** What Escrow throws when the token did not take the permit and no allowance was there instead. */
const PERMIT_REFUSED = new Set(["TransferFailed", "BadSignature"]);

function call(bettor: Bettor, name: string, bet: Bet, more: unknown[], onStage: OnStage) {
  const args = [bet.marketId, bet.outcome, bet.amount, bet.minWeight, ...more];
  const address = addressOf(bettor.config, "ParimutuelEngine");
  return transact(
    bettor.wagmi,
    bettor.account,
    { address, abi: engineAbi, functionName: name, args, title: "Bet placed" },
    onStage,
  );
}

async function approveAndBet(bettor: Bettor, bet: Bet, onStage: OnStage): Promise<TransactionReceipt> {
  const approve = {
    address: addressOf(bettor.config, "Usdc"),
    abi: usdcAbi,
    functionName: "approve",
    args: [addressOf(bettor.config, "Escrow"), bet.amount],
    title: "The stake is allowed, but the bet was not placed yet",
  };
  await transact(bettor.wagmi, bettor.account, approve, onStage, "allow");
  return call(bettor, "bet", bet, [], onStage);
}

function allowance({ wagmi, config, account }: Bettor): Promise<Micro> {
  return readContract(wagmi, {
    address: addressOf(config, "Usdc"),
    abi: usdcAbi,
    functionName: "allowance",
    args: [account, addressOf(config, "Escrow")],
  });
}

/** Accounts with code sign by ERC-1271, in forms that a page cannot foresee; they approve instead. */
async function isSmartAccount({ wagmi, account }: Bettor): Promise<boolean> {
  const code = await getBytecode(wagmi, { address: account });
  return code !== undefined && code !== "0x";
}

/** A signature over exactly this amount; null when the wallet cannot sign typed data at all. */
async function signPermit(
  { wagmi, config, account }: Bettor,
  value: Micro,
  onStage: OnStage,
): Promise<{ deadline: bigint; signature: Hex } | null> {
  onStage("sign");
  const usdc = addressOf(config, "Usdc");
  const nonce = await readContract(wagmi, {
    address: usdc,
    abi: usdcAbi,
    functionName: "nonces",
    args: [account],
  });
  const deadline = (await getBlock(wagmi)).timestamp + PERMIT_LIFE_S;
  const { name, version } = config.usdc;
  try {
    const signature = await signTypedData(wagmi, {
      account,
      domain: { name, version, chainId: config.chainId, verifyingContract: usdc },
      types: PERMIT,
      primaryType: "Permit",
      message: { owner: account, spender: addressOf(config, "Escrow"), value, nonce, deadline },
    });
    return { deadline, signature };
  } catch (error) {
    if (isUnsupported(error)) return null;
    throw error;
  }
}
