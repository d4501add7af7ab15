import { useState } from "react";
import { useConfig as useWagmi } from "wagmi";
import { useConfig } from "@/api/config";
import { useBalances } from "@/features/wallet/useBalances";
import { type Transaction, useTransaction } from "@/features/wallet/useTransaction";
import { useWallet } from "@/features/wallet/useWallet";
import type { Estimate, MarketDetail } from "@/generated/api/types.gen";
import { least, type Micro, microOf, type ParsedAmount, parseAmount, usdExact } from "@/lib/money";
import { letterOf } from "@/lib/odds";
import { type Slip, slipOf } from "./slip";
import { type PayFrom, placeBet } from "./transport";
import { type Room, useEstimate } from "./useEstimate";

/** The slip's state, shared by the ranges, the rail and the sheet. */
export interface SlipControl {
  outcome: number | null;
  choose: (outcome: number) => void;
  text: string;
  write: (text: string) => void;
  typed: ParsedAmount;
  from: PayFrom;
  payFrom: (from: PayFrom) => void;
  /** Credit is offered once it covers the smallest bet. */
  credit: Micro | null;
  funds: Micro | null;
  minimum: Micro;
  /** For exactly the chosen range and the stake as typed; null while unknown. */
  estimate: Estimate | null;
  room: Room | null;
  slip: Slip;
  /** The most that funds and limits allow now; null while unknown. */
  most: Micro | null;
  place: () => Promise<void>;
  transaction: Transaction;
}

export function useSlip(market: MarketDetail): SlipControl {
  const config = useConfig();
  const wagmi = useWagmi();
  const wallet = useWallet();
  const balances = useBalances(wallet.account);
  const transaction = useTransaction();
  const [outcome, choose] = useState<number | null>(null);
  const [text, write] = useState("");
  const [from, payFrom] = useState<PayFrom>("wallet");

  const minimum = microOf(config.minimumStake);
  const credit = balances.credit !== null && balances.credit >= minimum ? balances.credit : null;
  const source: PayFrom = credit === null ? "wallet" : from;
  const funds = source === "credit" ? credit : balances.wallet;
  const typed = parseAmount(text);
  const stake = typed.kind === "ok" && typed.value >= minimum ? typed.value : null;
  const { estimate, room, refusal } = useEstimate({
    market,
    outcome,
    stake,
    minimum,
    account: wallet.account,
  });

  const slip = slipOf({
    wallet: wallet.status,
    outcome,
    typed,
    minimum,
    funds,
    estimate,
    refusal,
  });
  const most = room === null || funds === null ? (room?.left ?? null) : least(room.left, funds);

  async function place() {
    if (slip.act !== "bet" || !wallet.account) return;
    const { account } = wallet;
    const bet = { marketId: BigInt(market.marketId), ...slip };
    const placed = await transaction.run(async (onStage) => {
      const receipt = await placeBet({ wagmi, config, account }, bet, source, onStage);
      const description = `${usdExact(bet.amount)} on ${letterOf(bet.outcome)} · block ${receipt.blockNumber}`;
      return { title: "Bet placed", description };
    });
    if (placed) write("");
  }

  return {
    outcome,
    choose,
    text,
    write,
    typed,
    from: source,
    payFrom,
    credit,
    funds,
    minimum,
    estimate,
    room,
    slip,
    most,
    place,
    transaction,
  };
}
