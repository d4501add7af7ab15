import { lazy, Suspense, useEffect, useState } from "react";
import { outcomeName } from "@/features/markets/naming";
import { usdExact } from "@/lib/money";
import { oddsDown } from "@/lib/odds";
import { Button } from "@/ui/Button";
import { useSlipBasket } from "./SlipProvider";
import { useSlipInUse } from "./SlipRail";
import type { Basket } from "./useBasket";

const SlipSheet = lazy(() => import("./SlipSheet"));

/** On narrow screens: a bar at the bottom that opens the slip as a sheet. */
export function MobileSlip() {
  const [open, setOpen] = useState(false);
  const basket = useSlipBasket();
  const inUse = useSlipInUse();
  // A bet is placed, or the last one taken off: what lies under the sheet is of interest again.
  useEffect(() => {
    if (!inUse) setOpen(false);
  }, [inUse]);
  return (
    <>
      <div className="fixed inset-x-0 bottom-14 z-10 border-hairline border-t bg-s1 p-3 sm:bottom-0">
        <Button look="primary" size="tall" className="w-full" onClick={() => setOpen(true)}>
          {barText(basket)}
        </Button>
      </div>
      {open && (
        <Suspense>
          <SlipSheet onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

export function barText({ legs, slip }: Basket): string {
  const [leg] = legs;
  if (!leg) return "Choose an outcome to bet";
  if (legs.length > 1) {
    const total = slip.total > 0n ? ` · ${usdExact(slip.total)}` : "";
    return `Bet slip · ${legs.length} bets${total}`;
  }
  const { market, selection } = leg;
  if (!market) return "Bet slip · 1 bet";
  const odds = oddsDown(market.outcomes[selection.outcome]?.odds ?? null);
  const stake = slip.total > 0n ? `${usdExact(slip.total)} ` : "";
  return `Bet ${stake}on ${outcomeName(market, selection.outcome)} · ${odds}`;
}
