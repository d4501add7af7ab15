import { useSyncExternalStore } from "react";
import { toastFailed } from "@/ui/toastStore";
import { keep, keptIn, MOST_SELECTIONS, type Selection, withChosen, without, withText } from "./selections";

let list: readonly Selection[] | null = null;
const listeners = new Set<() => void>();

function current(): readonly Selection[] {
  list ??= keptIn(sessionStorage);
  return list;
}

function set(next: readonly Selection[]): void {
  list = next;
  keep(sessionStorage, next);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The slip of this tab, in the order in which it was filled. */
export function useSelections(): readonly Selection[] {
  return useSyncExternalStore(subscribe, current);
}

/** Puts an outcome on the slip; a full slip stays as it is and says so. */
export function choose(marketId: string, outcome: number): void {
  const next = withChosen(current(), marketId, outcome);
  if (next.length > MOST_SELECTIONS) {
    toastFailed(`A slip holds at most ${MOST_SELECTIONS} bets.`, "Place or remove some first.");
  } else {
    set(next);
  }
}

/** The outcome of a market that is on the slip. */
export function useChosen(marketId: string): number | null {
  return useSelections().find((one) => one.marketId === marketId)?.outcome ?? null;
}

export function drop(marketIds: readonly string[]): void {
  set(without(current(), marketIds));
}

export function write(marketIds: readonly string[], text: string): void {
  set(withText(current(), marketIds, text));
}
