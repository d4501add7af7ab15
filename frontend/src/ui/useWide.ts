import { useSyncExternalStore } from "react";

const wide = matchMedia("(min-width: 1024px)");

function subscribe(listener: () => void): () => void {
  wide.addEventListener("change", listener);
  return () => wide.removeEventListener("change", listener);
}

/** Whether the bet slip has a column of its own. In script, because one slip must never be in the page twice. */
export function useWide(): boolean {
  return useSyncExternalStore(subscribe, () => wide.matches);
}
