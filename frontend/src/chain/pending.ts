import type { Hash } from "viem";

/** A transaction that was sent and not yet seen in a block, and what it does, in words. */
export interface Pending {
  hash: Hash;
  chainId: number;
  title: string;
}

const KEY = "mutuel.pending";
const MOST = 20;

type Store = Pick<Storage, "getItem" | "setItem">;

/** What was on its way when the page was left. Storage of another version, or none, counts as nothing. */
export function pendingOf(store: Store, chainId: number): Pending[] {
  try {
    const list: unknown = JSON.parse(store.getItem(KEY) ?? "[]");
    return Array.isArray(list) ? list.filter(isPending).filter((item) => item.chainId === chainId) : [];
  } catch {
    return [];
  }
}

function isPending(item: unknown): item is Pending {
  if (typeof item !== "object" || item === null) return false;
  const { hash, chainId, title } = item as Record<string, unknown>;
  return /^0x[0-9a-f]{64}$/.test(String(hash)) && typeof chainId === "number" && typeof title === "string";
}

export function remember(store: Store, item: Pending): void {
  write(store, [...pendingOf(store, item.chainId), item].slice(-MOST));
}

export function forget(store: Store, { hash, chainId }: Pick<Pending, "hash" | "chainId">): void {
  write(
    store,
    pendingOf(store, chainId).filter((item) => item.hash !== hash),
  );
}

function write(store: Store, list: Pending[]): void {
  try {
    store.setItem(KEY, JSON.stringify(list));
  } catch {
    // Storage is blocked or full: a reload then forgets the transaction, the chain does not.
  }
}
