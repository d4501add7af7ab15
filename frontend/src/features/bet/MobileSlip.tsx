import { lazy, Suspense, useState } from "react";
import type { MarketDetail } from "@/generated/api/types.gen";
import { usdExact } from "@/lib/money";
import { letterOf, oddsDown } from "@/lib/odds";
import { Button } from "@/ui/Button";
import type { SlipControl } from "./useSlip";

const SlipSheet = lazy(() => import("./SlipSheet"));

/** On narrow screens: a bar at the bottom that opens the slip as a sheet. */
export function MobileSlip({ market, slip }: { market: MarketDetail; slip: SlipControl }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <div className="fixed inset-x-0 bottom-14 z-10 border-hairline border-t bg-s1 p-3 sm:bottom-0">
        <Button look="primary" size="tall" className="w-full" onClick={() => setOpen(true)}>
          {barText(slip, market)}
        </Button>
      </div>
      {open && (
        <Suspense>
          <SlipSheet market={market} slip={slip} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

function barText({ outcome, typed }: SlipControl, market: MarketDetail): string {
  if (outcome === null) return "Choose a range to bet";
  const odds = oddsDown(market.outcomes[outcome]?.odds ?? null);
  const stake = typed.kind === "ok" ? `${usdExact(typed.value)} ` : "";
  return `Bet ${stake}on ${letterOf(outcome)} · ${odds}`;
}
