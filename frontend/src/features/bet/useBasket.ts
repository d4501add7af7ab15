import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useConfig as useWagmi } from "wagmi";
import { addressOf, useConfig } from "@/api/config";
import { estimateQuery } from "@/api/queries";
import { ApiRefusal } from "@/errors/api";
import { BatchRefused, SlipChanged } from "@/errors/bets";
import { outcomeName } from "@/features/markets/naming";
import { useBalances } from "@/features/wallet/useBalances";
import { type Transaction, useTransaction } from "@/features/wallet/useTransaction";
import { useWallet } from "@/features/wallet/useWallet";
import { least, type Micro, microOf, usdExact } from "@/lib/money";
import { faultOf, type Leg } from "./legs";
import { type BetResult, isPlaced, summaryOf } from "./results";
import { drop, useSelections } from "./selectionStore";
import { betOf, type Slip, slipOf } from "./slip";
import type { Bet, PayFrom } from "./transport";
import { useLegs } from "./useLegs";

/** The whole slip: what is on it, what each bet would return, how it is paid, and what became of the last one. */
export interface Basket {
  legs: readonly Leg[];
  slip: Slip;
  minimum: Micro;
  from: PayFrom;
  payFrom: (from: PayFrom) => void;
  /** Credit is offered once it covers the smallest bet. */
  credit: Micro | null;
  /** The most that funds and limits allow for the only bet; null while unknown, or for several. */
  most: Micro | null;
  allowLess: boolean;
  setAllowLess: (allow: boolean) => void;
  place: () => Promise<void>;
  transaction: Transaction;
  /** Of the last transaction, with the names of its markets. */
  results: readonly Named[];
  dismissResults: () => void;
}

export type Named = BetResult & { title: string; name: string };

export function useBasket(): Basket {
  const wallet = useWallet();
  const balances = useBalances(wallet.account);
  const minimum = microOf(useConfig().minimumStake);
  const selections = useSelections();
  const legs = useLegs(selections, wallet.account, minimum);
  const [wanted, payFrom] = useState<PayFrom>("wallet");
  const [allowLess, setAllowLess] = useState(false);
  const [results, setResults] = useState<readonly Named[]>([]);
  const transaction = useTransaction();
  const sendBets = usePlacing(minimum, allowLess);

  const credit = balances.credit !== null && balances.credit >= minimum ? balances.credit : null;
  const from: PayFrom = credit === null ? "wallet" : wanted;
  const funds = from === "credit" ? credit : balances.wallet;
  const slip = slipOf({ wallet: wallet.status, legs, minimum, funds, allowLess });

  async function place(): Promise<void> {
    if (slip.act !== "bet" || !wallet.account) return;
    const { account } = wallet;
    setResults([]);
    await transaction.run(async (onStage) => {
      try {
        const { results, block } = await sendBets(account, legs, from, onStage);
        if (results.length > 1 || !results.every(isPlaced)) setResults(named(results, legs));
        drop(results.filter(isPlaced).map(({ marketId }) => marketId));
        return receiptText(results, legs, block);
      } catch (error) {
        if (error instanceof BatchRefused) setResults(named(refused(slip.bets, error.codes), legs));
        throw error;
      }
    });
  }

  return {
    legs,
    slip,
    minimum,
    from,
    payFrom,
    credit,
    most: mostOf(legs, funds),
    allowLess,
    setAllowLess,
    place,
    transaction,
    results,
    dismissResults: () => setResults([]),
  };
}

/** What came of a transaction: of one bet what was bet, of several how many were placed. */
function receiptText(results: readonly BetResult[], legs: readonly Leg[], block: bigint) {
  const [only] = results;
  if (results.length > 1 || !only) return summaryOf(results);
  const on = named([only], legs)[0]?.name;
  return { title: "Bet placed", description: `${usdExact(only.amount)} on ${on} · block ${block}` };
}

function mostOf(legs: readonly Leg[], funds: Micro | null): Micro | null {
  const room = legs.length === 1 ? legs[0]?.room : null;
  if (!room) return null;
  return funds === null ? room.left : least(room.left, funds);
}

function refused(bets: readonly Bet[], codes: readonly number[]): BetResult[] {
  return bets.flatMap(({ marketId, outcome, amount }, index) => {
    const code = codes[index] ?? 0;
    return code === 0 ? [] : [{ marketId: marketId.toString(), outcome, amount, code }];
  });
}

function named(results: readonly BetResult[], legs: readonly Leg[]): Named[] {
  return results.map((result) => {
    const market = legs.find(({ selection }) => selection.marketId === result.marketId)?.market;
    const name = market ? outcomeName(market, result.outcome) : "";
    return { ...result, title: market?.title ?? `Market ${result.marketId}`, name };
  });
}

/** Sends what is on the slip, with estimates asked again right before the wallet. */
function usePlacing(minimum: Micro, allowLess: boolean) {
  const config = useConfig();
  const wagmi = useWagmi();
  const queries = useQueryClient();

  async function fresh(leg: Leg, account: `0x${string}`): Promise<Bet> {
    const { selection, typed } = leg;
    const amount = typed.kind === "ok" ? typed.value : 0n;
    try {
      const query = estimateQuery({ ...selection, amount, account });
      const estimate = await queries.fetchQuery({ ...query, staleTime: 0 });
      const fault = faultOf({ ...leg, estimate }, minimum, allowLess);
      const bet = betOf({ ...leg, estimate }, allowLess);
      if (fault || !bet) throw new SlipChanged(titled(leg, fault ?? ""));
      return bet;
    } catch (error) {
      if (error instanceof ApiRefusal) throw new SlipChanged(titled(leg, error.problem.message));
      throw error;
    }
  }

  return async (
    account: `0x${string}`,
    legs: readonly Leg[],
    from: PayFrom,
    onStage: Parameters<Parameters<Transaction["run"]>[0]>[0],
  ) => {
    const bettor = { wagmi, config, account };
    let bets: readonly Bet[] = [];
    const quote = async () => {
      bets = await Promise.all(legs.map((leg) => fresh(leg, account)));
      return bets;
    };
    // What talks to the wallet loads with the first bet: most visitors only look.
    const [{ placeBets }, { resultsIn }] = await Promise.all([import("./transport"), import("./receipt")]);
    const receipt = await placeBets(bettor, quote, from, onStage);
    const results = resultsIn(receipt, addressOf(config, "ParimutuelEngine"), account, bets);
    return { results, block: receipt.blockNumber };
  };
}

function titled({ market }: Leg, message: string): string {
  return market ? `${market.title}: ${message}` : message;
}
