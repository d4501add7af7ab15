import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import type { Address } from "viem";
import { estimateQuery, marketQuery } from "@/api/queries";
import { useChainNow } from "@/chain/clock";
import { ApiRefusal } from "@/errors/api";
import { withLive } from "@/features/markets/withLive";
import type { Estimate } from "@/generated/api/types.gen";
import { type Micro, microOf, parseAmount } from "@/lib/money";
import { useAllLive, useWatch } from "@/live/live";
import type { LiveMarkets } from "@/live/reducer";
import { isWeighted, type Leg, refusalOf, roomOf, stakeOf } from "./legs";
import type { Selection } from "./selections";

const TYPING_MS = 150;
const DETAIL_MS = 15_000;
/** Late bets count for less by the second, so their estimates age by the second too. */
const WEIGHTED_MS = 2_000;

/**
 * Everything known about each selection. The smallest bet is estimated first: it tells how much room there is. The
 * typed stake is asked about only when it fits, a moment after the last key, and again whenever its pool changes.
 */
export function useLegs(
  selections: readonly Selection[],
  account: Address | undefined,
  minimum: Micro,
): Leg[] {
  const live = useAllLive();
  const now = useChainNow();
  useWatch(selections.map(({ marketId }) => marketId));
  useFreshEstimates(selections, live);

  const details = useQueries({
    queries: selections.map(({ marketId }) => ({ ...marketQuery(marketId), refetchInterval: DETAIL_MS })),
  });
  const markets = selections.map(({ marketId }, index) => {
    const detail = details[index]?.data;
    return detail ? withLive(detail, live.get(marketId), now) : null;
  });
  const smallest = useEstimates(selections, markets, () => minimum, account);
  const rooms = smallest.map(({ data, error }) => roomOf(data, error));

  const settled = useSettled(selections, TYPING_MS);
  const asked = (index: number): Micro | null => {
    const typed = settled.find(({ marketId }) => marketId === selections[index]?.marketId)?.text;
    const stake = stakeOf(parseAmount(typed ?? ""), minimum);
    const room = rooms[index];
    return stake !== null && room && stake <= room.left ? stake : null;
  };
  const exact = useEstimates(selections, markets, asked, account);

  return selections.map((selection, index) => {
    const typed = parseAmount(selection.text);
    const stake = stakeOf(typed, minimum);
    const room = rooms[index] ?? null;
    const estimate = exact[index]?.data;
    const problem = details[index]?.error;
    const error = exact[index]?.error ?? smallest[index]?.error ?? null;
    return {
      selection,
      market: markets[index] ?? null,
      typed,
      estimate: stake !== null && estimate && isFor(estimate, selection, stake) ? estimate : null,
      room,
      refusal:
        problem instanceof ApiRefusal
          ? problem.problem.message
          : stake === null
            ? null
            : refusalOf(stake, room, error),
    };
  });
}

function useEstimates(
  selections: readonly Selection[],
  markets: readonly Leg["market"][],
  amountOf: (index: number) => Micro | null,
  account: Address | undefined,
) {
  return useQueries({
    queries: selections.map(({ marketId, outcome }, index) => {
      const market = markets[index] ?? null;
      const amount = amountOf(index);
      return {
        ...estimateQuery({ marketId, outcome, amount: amount ?? 0n, account }),
        enabled: amount !== null && market?.phase === "open",
        refetchInterval: isWeighted(market) ? WEIGHTED_MS : DETAIL_MS,
      };
    }),
  });
}

function isFor(estimate: Estimate, { marketId, outcome }: Selection, stake: Micro): boolean {
  return estimate.marketId === marketId && estimate.outcome === outcome && microOf(estimate.amount) === stake;
}

/** Asks again about the markets in which somebody has bet meanwhile. */
function useFreshEstimates(selections: readonly Selection[], live: LiveMarkets): void {
  const queries = useQueryClient();
  const seen = useRef(new Map<string, number>());
  useEffect(() => {
    for (const { marketId } of selections) {
      const seq = live.get(marketId)?.seq;
      if (seq === undefined || seq === seen.current.get(marketId)) continue;
      if (seen.current.has(marketId))
        void queries.invalidateQueries({ queryKey: ["market", marketId, "estimate"] });
      seen.current.set(marketId, seq);
    }
  }, [queries, selections, live]);
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
