import { useChainNow } from "@/chain/clock";
import { outcomeName } from "@/features/markets/naming";
import type { Estimate } from "@/generated/api/types.gen";
import { microOf, usdDown } from "@/lib/money";
import { type Multiplier, multiplierOf, multiplierText, multiplierUpText } from "@/lib/multiplier";
import { Figure } from "@/ui/Card";
import { Countdown } from "@/ui/Countdown";
import { AlertIcon } from "@/ui/icons";
import type { PanelProps } from "../market/product";
import { DecayCurve } from "./DecayCurve";
import { breakEvenOf, type Decay, decayAt, isPrincipalFirst, WAIT } from "./window";

/**
 * What a stake weighs now, where that leads, and where a correct bet begins to lose. For open, weighted markets; with
 * the time that is left, where the page's header does not say it.
 */
export function Weight({ market, selected, estimate, clock = false }: PanelProps & { clock?: boolean }) {
  const decay = decayAt(market, useChainNow());
  const principalFirst = isPrincipalFirst(market);
  const odds = selected === null ? null : (market.outcomes[selected]?.odds ?? null);
  const breakEven = breakEvenOf(odds, decay.now, estimate, principalFirst);
  return (
    <>
      <dl className="my-4 grid grid-cols-2 gap-x-6 gap-y-3 sm:auto-cols-fr sm:grid-flow-col">
        {clock && (
          <Figure label="Betting closes in" className="text-hero">
            <Countdown to={market.close} />
          </Figure>
        )}
        <Figure label="Your bet counts now" className="text-hero">
          {multiplierText(decay.now)}
        </Figure>
        <Figure label={`If you wait ${WAIT} s`}>{waitText(decay, estimate)}</Figure>
        <Figure label="Break-even">{breakEvenText(breakEven, principalFirst, selected)}</Figure>
      </dl>
      <DecayCurve curve={market} left={decay.left} now={decay.now} breakEven={breakEven} />
      {estimate && selected !== null && <Range estimate={estimate} name={outcomeName(market, selected)} />}
      {breakEven !== null && decay.now < breakEven && <Warning now={decay.now} breakEven={breakEven} />}
    </>
  );
}

function waitText({ waited }: Decay, estimate: Estimate | null): string {
  const { ifYouWait } = estimate ?? {};
  if (ifYouWait) {
    return `${multiplierText(multiplierOf(ifYouWait.multiplier))}, returns ${usdDown(microOf(ifYouWait.now))}`;
  }
  return waited === null ? "Too late" : multiplierText(waited);
}

function breakEvenText(
  breakEven: Multiplier | null,
  principalFirst: boolean,
  selected: number | null,
): string {
  if (principalFirst) return "Never below the stake";
  if (breakEven !== null) return multiplierUpText(breakEven);
  return selected === null ? "Choose an outcome" : "–";
}

function Range({ estimate, name }: { estimate: Estimate; name: string }) {
  return (
    <dl aria-label={`Estimate if ${name} wins`} className="mt-4 grid grid-cols-3 gap-4">
      <Figure label="Low">{usdDown(microOf(estimate.low))}</Figure>
      <Figure label="Now">{usdDown(microOf(estimate.now))}</Figure>
      <Figure label="High">{usdDown(microOf(estimate.high))}</Figure>
    </dl>
  );
}

function Warning({ now, breakEven }: { now: Multiplier; breakEven: Multiplier }) {
  return (
    <p
      role="status"
      className="mt-4 flex items-start gap-2 rounded-control border border-warn/50 bg-s2 px-3 py-2"
    >
      <span className="text-warn">
        <AlertIcon />
      </span>
      <span>
        At {multiplierText(now)}, a bet returns less than its stake even if it wins. It breaks even from{" "}
        {multiplierUpText(breakEven)} up.
      </span>
    </p>
  );
}
