import type { ListMarketsData } from "@/generated/api/types.gen";

type ApiQuery = NonNullable<ListMarketsData["query"]>;

/** The kinds as people choose among them. */
export const KINDS = {
  all: "All",
  range: "Ranges",
  updown: "Up/Down",
  race: "Races",
  match: "Matches",
} as const;
export const ASSETS = { all: "All assets", stock: "Stocks", crypto: "Crypto", sport: "Sport" } as const;
export const PHASES_SHOWN = {
  open: "Open for bets",
  announced: "Opening later",
  locked: "Betting is over",
  settling: "Being settled",
  disputed: "In dispute",
  settled: "Settled",
  void: "Void",
  empty: "Ended without bets",
  all: "In every phase",
} as const;
export const SORTS = { closing: "Closing soonest", pool: "Largest pool", newest: "Newest" } as const;

/** What the list shows; every value that is not given stands for the first thing a bettor wants to see. */
export interface MarketsSearch {
  kind?: keyof typeof KINDS;
  asset?: keyof typeof ASSETS;
  phase?: keyof typeof PHASES_SHOWN;
  match?: number;
  q?: string;
  sort?: keyof typeof SORTS;
}

export const DEFAULTS = { kind: "all", asset: "all", phase: "open", q: "", sort: "closing" } as const;
const LONGEST_Q = 80;
const LARGEST_MATCH = 2 ** 32 - 1;

/** Reads the address's search part. What is unknown, or says the default, is left out: one list has one address. */
export function marketsSearch(raw: Record<string, unknown>): MarketsSearch {
  const match = Number(raw.match);
  return compact({
    kind: oneOf(KINDS, raw.kind),
    asset: oneOf(ASSETS, raw.asset),
    phase: oneOf(PHASES_SHOWN, raw.phase),
    match:
      raw.match !== undefined && Number.isInteger(match) && match >= 0 && match <= LARGEST_MATCH
        ? match
        : undefined,
    q: typeof raw.q === "string" || typeof raw.q === "number" ? String(raw.q).slice(0, LONGEST_Q) : undefined,
    sort: oneOf(SORTS, raw.sort),
  });
}

function oneOf<Value extends string>(options: Record<Value, string>, value: unknown): Value | undefined {
  return typeof value === "string" && Object.hasOwn(options, value) ? (value as Value) : undefined;
}

/** Without what is undefined or the default. */
export function compact(search: MarketsSearch): MarketsSearch {
  const defaults: Record<string, unknown> = DEFAULTS;
  return Object.fromEntries(
    Object.entries(search).filter(([key, value]) => value !== undefined && value !== defaults[key]),
  );
}

/** The API's filters for it. The asset is not among them: the page leaves the others out. */
export function apiQueryOf({
  kind,
  phase = DEFAULTS.phase,
  match,
  q,
  sort = DEFAULTS.sort,
}: MarketsSearch): ApiQuery {
  const matches = kind === "match" || match !== undefined;
  return {
    kind: kind === undefined || kind === "all" || kind === "match" ? undefined : kind,
    // Windows come in two ways of paying out, which are two kinds to the engine.
    product: matches ? "match-windows" : undefined,
    phase: phase === "all" ? undefined : phase,
    match,
    q: q?.trim() || undefined,
    sort,
  };
}
