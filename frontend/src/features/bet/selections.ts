/** One choice on the slip. A market has at most one: two stakes in one pool would make both estimates wrong. */
export interface Selection {
  marketId: string;
  outcome: number;
  /** The stake as typed. */
  text: string;
}

/** The engine takes at most this many bets in one transaction. */
export const MOST_SELECTIONS = 20;

const KEY = "mutuel.slip";
const LONGEST_TEXT = 40;
type Store = Pick<Storage, "getItem" | "setItem">;

/** The list with this outcome chosen: another outcome of the same market moves the choice and keeps its stake. */
export function withChosen(list: readonly Selection[], marketId: string, outcome: number): Selection[] {
  const known = list.some((one) => one.marketId === marketId);
  if (known) return list.map((one) => (one.marketId === marketId ? { ...one, outcome } : one));
  return [...list, { marketId, outcome, text: "" }];
}

export function withText(list: readonly Selection[], marketIds: readonly string[], text: string) {
  return list.map((one) => (marketIds.includes(one.marketId) ? { ...one, text } : one));
}

export function without(list: readonly Selection[], marketIds: readonly string[]): Selection[] {
  return list.filter(({ marketId }) => !marketIds.includes(marketId));
}

/** What this tab's session kept; storage of another version, or none, counts as an empty slip. */
export function keptIn(store: Store): Selection[] {
  try {
    const list: unknown = JSON.parse(store.getItem(KEY) ?? "[]");
    return Array.isArray(list) ? list.filter(isSelection).slice(0, MOST_SELECTIONS) : [];
  } catch {
    return [];
  }
}

export function keep(store: Store, list: readonly Selection[]): void {
  try {
    store.setItem(KEY, JSON.stringify(list));
  } catch {
    // Storage is blocked or full: a reload then forgets the slip; nothing on it was placed.
  }
}

function isSelection(item: unknown): item is Selection {
  if (typeof item !== "object" || item === null) return false;
  const { marketId, outcome, text } = item as Record<string, unknown>;
  return (
    /^\d{1,78}$/.test(String(marketId)) &&
    Number.isInteger(outcome) &&
    typeof text === "string" &&
    text.length <= LONGEST_TEXT
  );
}
