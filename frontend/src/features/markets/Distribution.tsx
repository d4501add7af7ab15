import type { Outcome } from "@/generated/api/types.gen";
import { letterOf, oddsDown, shareOf } from "@/lib/odds";

/** Where the money lies: one column per range, as tall as its share of the pool. */
export function Distribution({ outcomes, winner }: { outcomes: Outcome[]; winner: number | null }) {
  const most = Math.max(1, ...outcomes.map(({ share }) => share));
  return (
    <ol aria-label="Share of the pool per range" className="grid auto-cols-fr grid-flow-col gap-1.5">
      {outcomes.map(({ index, label, share, odds }) => (
        <li key={index} title={`${letterOf(index)}: ${label}`} className="min-w-0">
          <div aria-hidden="true" className="flex h-14 items-end">
            <div
              className={`w-full rounded-t-sm ${winner === index ? "bg-up" : "bg-bar-on"}`}
              style={{ height: `${Math.max(4, (share / most) * 100)}%` }}
            />
          </div>
          <div className="border-hairline border-t pt-1.5 text-center text-small">
            <span className="sr-only">{label}: </span>
            <span className={winner === index ? "font-semibold text-up" : "text-muted"}>
              {letterOf(index)}
              <span className="sr-only">{winner === index ? " (winner)" : ""}</span> {shareOf(share)}
            </span>
            <span className="block font-semibold">{oddsDown(odds)}</span>
          </div>
        </li>
      ))}
    </ol>
  );
}
