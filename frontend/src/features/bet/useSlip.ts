import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useConfig as useWagmi } from "wagmi";
import { useConfig } from "@/api/config";
import { estimateQuery } from "@/api/queries";
import { ApiRefusal } from "@/errors/api";
import { useBalances } from "@/features/wallet/useBalances";
import { type Transaction, useTransaction } from "@/features/wallet/useTransaction";
import { useWallet } from "@/features/wallet/useWallet";
import type { Estimate, MarketDetail } from "@/generated/api/types.gen";
import { least, type Micro, microOf, type ParsedAmount, parseAmount, typedOf, usdExact } from "@/lib/money";
import { letterOf } from "@/lib/odds";
import { useLive } from "@/live/live";
import { type Slip, slipOf } from "./slip";
import { type PayFrom, placeBet } from "./transport";

const TYPING_MS = 150;

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
  /** For the stake as typed, or for the smallest one while none is; null while unknown. */
  estimate: Estimate | null;
  /** Whether `estimate` is for the stake that is typed. */
  estimated: boolean;
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
  const asked = useEstimate(market, outcome ?? 0, stake ?? minimum, wallet.account);
  const estimated = stake !== null && outcome !== null && matches(asked.estimate, outcome, stake);

  const slip = slipOf({
    wallet: wallet.status,
    outcome,
    typed,
    minimum,
    funds,
    estimate: estimated ? asked.estimate : null,
    refusal: stake === null ? null : asked.refusal,
  });
  const room = asked.room;
  const most = room === null || funds === null ? room : least(room, funds);

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
    estimate: asked.estimate,
    estimated,
    slip,
    most,
    place,
    transaction,
  };
}

function matches(estimate: Estimate | null, outcome: number, stake: Micro): boolean {
  return estimate !== null && estimate.outcome === outcome && microOf(estimate.amount) === stake;
}

/** Asks for an estimate of the latest stake, a moment after the last key, and again whenever the pool changes. */
function useEstimate(
  market: MarketDetail,
  outcome: number,
  stake: Micro,
  account: `0x${string}` | undefined,
) {
  const amount = useSettled(stake, TYPING_MS);
  const seq = useLive(market.marketId)?.seq ?? market.seq;
  const { data, error } = useQuery({
    ...estimateQuery({ marketId: market.marketId, outcome, amount, account, seq }),
    enabled: market.phase === "open",
  });
  const refusal = amount === stake && error instanceof ApiRefusal ? error.problem : null;
  const left = refusal?.details.youCanStillStake ?? data?.youCanStillStake;
  return {
    estimate: error ? null : (data ?? null),
    refusal: refusal?.message ?? null,
    room: typeof left === "string" ? microOf(left) : null,
  };
}

/** The value once it has not changed for `ms`. */
function useSettled<Value>(value: Value, ms: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

/** What a quick-stake button writes. */
export function quickText(amount: Micro): string {
  return typedOf(amount);
}
