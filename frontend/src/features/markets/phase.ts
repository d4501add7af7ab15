import type { MarketSummary, Phase } from "@/generated/api/types.gen";
import type { Tone } from "@/ui/Chip";

interface Shown {
  label: string;
  tone: Tone;
  explain: string;
}

export const PHASES: Record<Phase, Shown> = {
  announced: { label: "Announced", tone: "plain", explain: "Betting has not opened yet." },
  open: { label: "Open", tone: "accent", explain: "Bets are accepted until betting closes." },
  locked: { label: "Locked", tone: "warn", explain: "Betting is over; the price has not been observed yet." },
  settling: {
    label: "Settling",
    tone: "warn",
    explain: "The price is observed and being reported. Anyone may challenge a report during its window.",
  },
  disputed: {
    label: "Disputed",
    tone: "down",
    explain: "The result is contested. It ends with a ruling, or with every stake back in full.",
  },
  empty: {
    label: "No bets",
    tone: "plain",
    explain: "Betting is over and nobody had bet, so there is nothing to decide.",
  },
  settled: {
    label: "Settled",
    tone: "up",
    explain: "The winners can claim their payout; there is no deadline.",
  },
  void: { label: "Void", tone: "plain", explain: "Every stake goes back in full, without a fee." },
};

export function isDecided(phase: Phase): boolean {
  return phase === "settled" || phase === "void";
}

/** What the next clock of a market counts towards; null once it is decided. */
export function nextMoment(market: Pick<MarketSummary, "match" | "phase" | "open" | "close" | "observeAt">) {
  if (market.phase === "announced") return { label: "Betting opens in", at: market.open };
  if (market.phase === "open") return { label: "Betting closes in", at: market.close };
  if (market.phase === "locked")
    return { label: market.match ? "Match over in at most" : "Price observed in", at: market.observeAt };
  return null;
}
