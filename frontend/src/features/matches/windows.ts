import type { MarketSummary, Phase, Position } from "@/generated/api/types.gen";
import { microOf, usdDown, usdExact } from "@/lib/money";
import type { Tone } from "@/ui/Chip";

/** The states of a window in the words of the game. */
export const WINDOW_STATES: Record<Phase, { word: string; tone: Tone }> = {
  announced: { word: "Upcoming", tone: "plain" },
  open: { word: "Open", tone: "accent" },
  locked: { word: "Closed", tone: "warn" },
  settling: { word: "Closed", tone: "warn" },
  disputed: { word: "Disputed", tone: "down" },
  settled: { word: "Settled", tone: "up" },
  void: { word: "Void", tone: "plain" },
  empty: { word: "No bets", tone: "plain" },
};

/** Windows of one way to bet on the match, in the order of their places. */
export interface Series {
  template: string;
  name: string;
  windows: MarketSummary[];
}

export function seriesOf(markets: readonly MarketSummary[]): Series[] {
  const found = new Map<string, MarketSummary[]>();
  for (const market of markets) found.set(market.template, [...(found.get(market.template) ?? []), market]);
  return [...found].map(([template, windows]) => ({
    template,
    name: seriesName(windows[0]),
    windows: windows.toSorted((a, b) => (a.match?.window ?? 0) - (b.match?.window ?? 0)),
  }));
}

/** "Winner of the match": the title without the sides, which all windows of the match share. */
function seriesName(one: MarketSummary | undefined): string {
  const title = one?.title ?? "";
  const name = title.slice(title.indexOf(": ") + 1).trimStart();
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The window to look at now: the open one, else the next; none once all have closed. */
export function currentOf(windows: readonly MarketSummary[]): MarketSummary | undefined {
  return windows.find(({ phase }) => phase === "open") ?? windows.find(({ phase }) => phase === "announced");
}

export interface Own {
  text: string;
  good: boolean;
}

/** What the account has in a window, or what became of it; null when it has nothing there. */
export function ownOf(position: Position | undefined): Own | null {
  if (!position || microOf(position.staked) === 0n) return null;
  const { market, payout, staked, stakes } = position;
  if (payout === null) {
    const sides = stakes.map(
      ({ outcome, stake }) => `${usdDown(microOf(stake))} on ${market.outcomes[outcome]?.label}`,
    );
    return { text: `You: ${sides.join(", ")}`, good: false };
  }
  if (market.phase === "void") return { text: `Refund ${usdExact(microOf(payout))}`, good: false };
  if (microOf(payout) === 0n) return { text: `You lost ${usdDown(microOf(staked))}`, good: false };
  return { text: `You won ${usdExact(microOf(payout))}`, good: true };
}
