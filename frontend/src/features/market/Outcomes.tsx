import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { Fragment, type ReactNode } from "react";
import type { MarketDetail, Outcome } from "@/generated/api/types.gen";
import { microOf, usdDown } from "@/lib/money";
import { letterOf, oddsDown, shareOf } from "@/lib/odds";
import { Flash } from "@/ui/Flash";
import { groupsOf, isMerged, mergeText, winnersOf, wonText } from "./groups";

const ROW =
  "relative flex min-h-12 w-full items-center overflow-hidden rounded-control border text-left transition-colors";
const LIST = "flex flex-col gap-1.5";

interface Props {
  market: MarketDetail;
  /** What they are called together; names the list. */
  name: string;
  chosen: number | null;
  choose: (outcome: number) => void;
}

/** The outcomes and their pools. A radio group while bets are accepted, a list of results afterwards. */
export function Outcomes(props: Props) {
  const { market, name } = props;
  if (market.phase === "open") return <Choice {...props} />;
  const winners = winnersOf(market);
  return (
    <ol aria-label={name} className={LIST}>
      <Grouped
        market={market}
        row={(outcome) => {
          const won = winners.includes(outcome.index) ? wonText(market, outcome.index) : null;
          return (
            <li className={`${ROW} ${won ? "border-up" : "border-hairline"}`}>
              <OutcomeRow market={market} outcome={outcome} won={won} />
            </li>
          );
        }}
        join={(content, text) => (
          <li className={JOINED}>
            <ol className={LIST}>{content}</ol>
            <p className="mt-1.5 text-muted text-small">{text}</p>
          </li>
        )}
      />
    </ol>
  );
}

const JOINED = "-ml-2.5 border-warn border-l-2 pl-2";

function Choice({ market, name, chosen, choose }: Props) {
  return (
    <RadioGroup aria-label={name} value={chosen ?? -1} onValueChange={choose} className={LIST}>
      <Grouped
        market={market}
        row={(outcome) => (
          <Radio.Root
            value={outcome.index}
            className={`${ROW} group cursor-pointer border-hairline hover:border-field data-[checked]:border-accent`}
          >
            <OutcomeRow market={market} outcome={outcome} won={null}>
              <Radio.Indicator
                keepMounted
                className="grid size-4 shrink-0 place-items-center rounded-full border border-field data-[checked]:border-accent"
              >
                <span className="size-2 rounded-full bg-transparent group-data-[checked]:bg-accent" />
              </Radio.Indicator>
            </OutcomeRow>
          </Radio.Root>
        )}
        join={(content, text) => (
          <div className={JOINED}>
            <div className={LIST}>{content}</div>
            <p className="mt-1.5 text-muted text-small">{text}</p>
          </div>
        )}
      />
    </RadioGroup>
  );
}

/** The rows in order, those that win together joined and explained. */
function Grouped({
  market,
  row,
  join,
}: {
  market: MarketDetail;
  row: (outcome: Outcome) => ReactNode;
  join: (content: ReactNode, text: string) => ReactNode;
}) {
  return groupsOf(market).map((group) => {
    const rows = group.map((outcome) => <Fragment key={outcome.index}>{row(outcome)}</Fragment>);
    const key = group[0]?.index;
    return <Fragment key={key}>{isMerged(group) ? join(rows, mergeText(market, group)) : rows}</Fragment>;
  });
}

function OutcomeRow({
  market,
  outcome,
  won,
  children,
}: {
  market: MarketDetail;
  outcome: Outcome;
  /** How it is marked as winning; null when it did not win. */
  won: string | null;
  children?: ReactNode;
}) {
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
        {market.kind === "range" && (
          <span className="w-4 font-semibold text-muted">{letterOf(outcome.index)}</span>
        )}
        <span className="min-w-0 flex-1">
          <span className="font-medium">{outcome.label}</span>
          {won && <span className="ml-2 font-semibold text-small text-up">✓ {won}</span>}
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
