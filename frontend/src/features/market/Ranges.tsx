import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import type { ReactNode } from "react";
import type { SlipControl } from "@/features/bet/useSlip";
import type { MarketDetail, Outcome } from "@/generated/api/types.gen";
import { microOf, usdDown } from "@/lib/money";
import { letterOf, oddsDown, shareOf } from "@/lib/odds";
import { Flash } from "@/ui/Flash";

const ROW =
  "relative flex min-h-12 w-full items-center overflow-hidden rounded-control border text-left transition-colors";

/** The ranges and their pools. A radio group while bets are accepted, a list of results afterwards. */
export function Ranges({ market, slip }: { market: MarketDetail; slip: SlipControl }) {
  if (market.phase !== "open") {
    return (
      <ol aria-label="Ranges" className="flex flex-col gap-1.5">
        {market.outcomes.map((outcome) => (
          <li
            key={outcome.index}
            className={`${ROW} ${outcome.index === market.winner ? "border-up" : "border-hairline"}`}
          >
            <RangeRow outcome={outcome} won={outcome.index === market.winner} />
          </li>
        ))}
      </ol>
    );
  }
  return (
    <RadioGroup
      aria-label="Ranges"
      value={slip.outcome ?? -1}
      onValueChange={slip.choose}
      className="flex flex-col gap-1.5"
    >
      {market.outcomes.map((outcome) => (
        <Radio.Root
          key={outcome.index}
          value={outcome.index}
          className={`${ROW} group cursor-pointer border-hairline hover:border-field data-[checked]:border-accent`}
        >
          <RangeRow outcome={outcome} won={false}>
            <Radio.Indicator
              keepMounted
              className="grid size-4 shrink-0 place-items-center rounded-full border border-field data-[checked]:border-accent"
            >
              <span className="size-2 rounded-full bg-transparent group-data-[checked]:bg-accent" />
            </Radio.Indicator>
          </RangeRow>
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}

function RangeRow({ outcome, won, children }: { outcome: Outcome; won: boolean; children?: ReactNode }) {
  const stake = usdDown(microOf(outcome.stake));
  const share = shareOf(outcome.share);
  return (
    <>
      <span
        aria-hidden="true"
        className="absolute inset-y-0 left-0 bg-bar transition-[width] duration-300 group-data-[checked]:bg-bar-on"
        style={{ width: `${outcome.share / 100}%` }}
      />
      <span className="relative flex min-w-0 flex-1 items-center gap-3 px-3 py-1.5">
        {children}
        <span className="w-4 font-semibold text-muted">{letterOf(outcome.index)}</span>
        <span className="min-w-0 flex-1">
          <span className="font-medium">{outcome.label}</span>
          {won && <span className="ml-2 font-semibold text-small text-up">✓ Winner</span>}
          <span className="block text-muted text-small sm:hidden">
            {stake} · {share}
          </span>
        </span>
        <span className="hidden w-28 text-right text-muted sm:block">{stake}</span>
        <span className="hidden w-14 text-right sm:block">{share}</span>
        <Flash value={oddsDown(outcome.odds)} className="w-16 text-right font-semibold sm:w-20" />
      </span>
    </>
  );
}
