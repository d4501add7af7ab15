import { Link } from "@tanstack/react-router";
import { useChainNow } from "@/chain/clock";
import { nextMoment } from "@/features/markets/phase";
import { withLive } from "@/features/markets/withLive";
import type { MarketSummary, Position } from "@/generated/api/types.gen";
import { microOf, usdDown } from "@/lib/money";
import { oddsDown } from "@/lib/odds";
import { clockText } from "@/lib/time";
import { useLive, useWatch } from "@/live/live";
import { Chip } from "@/ui/Chip";
import { Countdown } from "@/ui/Countdown";
import { voidText } from "../market/status";
import { useOwn } from "./useOwn";
import { ownOf, WINDOW_STATES } from "./windows";

/** All windows of one series: state, pools, winner, and the account's own result. */
export function WindowList({
  windows,
  name,
  current,
}: {
  windows: readonly MarketSummary[];
  name: string;
  /** The window that this page is about, or to look at now. */
  current?: string;
}) {
  const own = useOwn();
  useWatch(windows.filter(({ phase }) => phase === "open").map(({ marketId }) => marketId));
  return (
    <ol aria-label={name}>
      {windows.map((window) => (
        <WindowRow
          key={window.marketId}
          window={window}
          current={window.marketId === current}
          position={own.get(window.marketId)}
        />
      ))}
    </ol>
  );
}

function WindowRow({
  window: listed,
  current,
  position,
}: {
  window: MarketSummary;
  current: boolean;
  position: Position | undefined;
}) {
  const window = withLive(listed, useLive(listed.marketId), useChainNow());
  const state = WINDOW_STATES[window.phase];
  const own = ownOf(position);
  return (
    <li
      className={`relative grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-hairline border-b py-2.5 pl-3 last:border-b-0 sm:grid-cols-[9rem_6rem_minmax(0,1fr)_auto] ${current ? "border-l-2 border-l-accent" : "border-l-2 border-l-transparent"}`}
    >
      <Link
        to="/m/$marketId"
        params={{ marketId: window.marketId }}
        aria-current={current ? "true" : undefined}
        className="font-medium hover:underline"
      >
        {window.match?.label ?? window.title}
        <span className="block font-normal text-muted text-small">
          {clockText(window.open)} – {clockText(window.close)}
        </span>
      </Link>
      <span className="justify-self-end sm:justify-self-start">
        <Chip tone={state.tone}>{state.word}</Chip>
      </span>
      <span className="min-w-0 text-small max-sm:col-span-2">
        <Outcome window={window} />
      </span>
      <span
        className={`text-small max-sm:col-span-2 sm:text-right ${own?.good ? "font-semibold text-up" : "text-muted"}`}
      >
        {own?.text}
      </span>
    </li>
  );
}

/** The winner, or why there is none, or how the pools stand. */
function Outcome({ window }: { window: MarketSummary }) {
  if (window.phase === "void") {
    return (
      <span className="text-muted">
        Refunded{window.voidReason ? `: ${voidText(window, window.voidReason)}` : ""}
      </span>
    );
  }
  if (window.winner !== null) {
    return <span className="font-semibold text-up">✓ {window.outcomes[window.winner]?.label} won</span>;
  }
  if (window.phase === "empty") return <span className="text-muted">Nobody staked</span>;
  const next = window.phase === "locked" ? null : nextMoment(window);
  return (
    <span className="flex flex-wrap gap-x-4 text-muted">
      {window.phase !== "announced" &&
        window.outcomes.map(({ index, label, stake, odds }) => (
          <span key={index}>
            {label} {usdDown(microOf(stake))}{" "}
            {window.phase === "open" && <span className="text-ink">{oddsDown(odds)}</span>}
          </span>
        ))}
      {next && (
        <span className="text-ink">
          {next.label.replace("Betting ", "")} <Countdown to={next.at} />
        </span>
      )}
    </span>
  );
}
