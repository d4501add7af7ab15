import { addressOf } from "@/api/config";
import { escrowAbi } from "@/generated/abi/escrow";
import { type Micro, usdExact } from "@/lib/money";
import {
  allowance,
  approve,
  isPermitRefused,
  isSmartAccount,
  type Payer,
  type Permit,
  signPermit,
} from "./permit";
import { type OnStage, transact } from "./transact";

/**
 * Puts USDC from the wallet into the account's credit, in a transaction of its own, the shortest way this wallet has: on
 * an allowance that is there already; by permit; else (smart accounts, wallets that cannot sign permits) approving
 * exactly the amount first.
 */
export async function topUp(payer: Payer, amount: Micro, onStage: OnStage): Promise<void> {
  if ((await allowance(payer)) >= amount) return deposit(payer, amount, onStage);
  const permit = (await isSmartAccount(payer)) ? null : await signed(payer, amount, onStage);
  if (!permit) return approveAndDeposit(payer, amount, onStage);
  try {
    await deposit(payer, amount, onStage, permit);
  } catch (error) {
    if (!isPermitRefused(error)) throw error;
    await approveAndDeposit(payer, amount, onStage);
  }
}

function signed(payer: Payer, amount: Micro, onStage: OnStage): Promise<Permit | null> {
  onStage("sign");
  return signPermit(payer, amount);
}

async function approveAndDeposit(payer: Payer, amount: Micro, onStage: OnStage): Promise<void> {
  await approve(payer, amount, `${usdExact(amount)} is allowed, but nothing was moved yet`, onStage);
  await deposit(payer, amount, onStage);
}

async function deposit({ wagmi, config, account }: Payer, amount: Micro, onStage: OnStage, permit?: Permit) {
  const way = permit
    ? { functionName: "depositWithPermit", args: [amount, permit.deadline, permit.signature] }
    : { functionName: "deposit", args: [amount] };
  const title = `${usdExact(amount)} is in your Mutuel credit`;
  const call = { address: addressOf(config, "Escrow"), abi: escrowAbi, ...way, title };
  await transact(wagmi, account, call, onStage, "deposit");
}
