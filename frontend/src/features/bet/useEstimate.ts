import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Address } from "viem";
import { estimateQuery } from "@/api/queries";
import { ApiRefusal } from "@/errors/api";
import type { Because, Estimate, MarketDetail } from "@/generated/api/types.gen";
import { type Micro, microOf, usdDown } from "@/lib/money";
import { useLive } from "@/live/live";
import { BECAUSE } from "./slip";

const TYPING_MS = 150;

/** The most that may still be staked, and the limit that makes it so. */
export interface Room {
  left: Micro;
  why: Because;
}

interface Asked {
  market: MarketDetail;
  outcome: number | null;
  /** At least the minimum; null while no such stake is typed. */
  stake: Micro | null;
  minimum: Micro;
  account: Address | undefined;
}

/**
 * The smallest bet is estimated first: it tells how much room there is. The typed stake is asked about only when it
 * fits, a moment after the last key, and again whenever the pool changes.
 */
export function useEstimate({ market, outcome, stake, minimum, account }: Asked) {
  const seq = useLive(market.marketId)?.seq ?? market.seq;
  const open = market.phase === "open";
  const bet = { marketId: market.marketId, outcome: outcome ?? 0, account, seq };
  const smallest = useQuery({ ...estimateQuery({ ...bet, amount: minimum }), enabled: open });
  const room = roomOf(smallest.data, smallest.error);

  const settled = useSettled(stake, TYPING_MS);
  const fits = settled !== null && room !== null && settled <= room.left;
  const exact = useQuery({ ...estimateQuery({ ...bet, amount: settled ?? minimum }), enabled: open && fits });
  const estimate =
    exact.data && outcome !== null && stake !== null && isFor(exact.data, outcome, stake) ? exact.data : null;
  return {
    estimate,
    room,
    refusal: stake === null ? null : refusalOf(stake, room, exact.error ?? smallest.error),
  };
}

function isFor(estimate: Estimate, outcome: number, stake: Micro): boolean {
  return estimate.outcome === outcome && microOf(estimate.amount) === stake;
}

/** From an estimate, or from a refusal that says how little is left. */
export function roomOf(estimate: Estimate | undefined, error: Error | null): Room | null {
  const details = error instanceof ApiRefusal ? error.problem.details : undefined;
  const { youCanStillStake: left, why } = details ?? estimate ?? {};
  if (typeof left !== "string" || typeof why !== "string" || !(why in BECAUSE)) return null;
  return { left: microOf(left), why: why as Because };
}

/** Why this stake would be refused, in words; null when it would not, or nothing is known. */
export function refusalOf(stake: Micro, room: Room | null, error: Error | null): string | null {
  if (room && stake > room.left) return roomText(room);
  return error instanceof ApiRefusal ? error.problem.message : null;
}

export function roomText({ left, why }: Room): string {
  return `You can still stake ${usdDown(left)}, ${BECAUSE[why]}`;
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
