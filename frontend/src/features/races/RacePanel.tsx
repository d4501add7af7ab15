import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { pricesQuery } from "@/api/queries";
import { percentText } from "@/lib/price";
import { sourcesText } from "@/lib/sources";
import { atText } from "@/lib/time";
import { ChartEmpty, ChartFigure, ChartWaiting } from "@/ui/chart/ChartFigure";
import type { Level, Line } from "@/ui/chart/chart";
import { Failed } from "@/ui/States";
import type { PanelProps } from "../market/product";
import { gapOf, isUnderWay, type Runner, raceOf } from "./race";

const START: Level[] = [{ value: 0, title: "Start", strong: false }];

/** Both assets from 0% at the start. */
export default function RacePanel({ market }: PanelProps) {
  const { data, error, refetch } = useQuery(pricesQuery(market.marketId));
  const { startAt, startValue, startValue2 } = market;
  const race = useMemo(
    () => data && raceOf(data.series, { startAt, startValue, startValue2 }),
    [data, startAt, startValue, startValue2],
  );
  const lines = useMemo(() => (race ?? []).map(drawn), [race]);
  if (error && !data) return <Failed error={error} retry={refetch} />;
  if (!data) return <ChartWaiting />;
  if (!race) {
    return (
      <ChartEmpty title="The race has not started yet">
        {startAt === null ? "Its start is not known." : `Both start at 0% on ${atText(startAt)}.`}
      </ChartEmpty>
    );
  }
  if (!isUnderWay(race)) {
    return (
      <ChartEmpty title="No price since the start has been recorded yet">
        Both stand at 0%{startAt === null ? "" : ` since ${atText(startAt)}`}.
      </ChartEmpty>
    );
  }
  return (
    <>
      <Legend race={race} />
      <ChartFigure summary={summary(race)} lines={lines} levels={START} format={percent}>
        {sourcesText(race.map(({ source }) => source))}If both changed alike to the last digit, every stake
        goes back.
      </ChartFigure>
    </>
  );
}

function drawn({ symbol, points }: Runner, index: number): Line {
  return {
    name: symbol,
    look: index === 0 ? "first" : "second",
    points: points.map(({ at, bps }) => ({ at, value: bps / 100 })),
  };
}

function percent(value: number): string {
  return percentText(Math.round(value * 100));
}

function Legend({ race }: { race: [Runner, Runner] }) {
  const gap = gapOf(race);
  return (
    <dl className="mb-3 flex flex-wrap gap-x-8 gap-y-2">
      {race.map(({ symbol, bps }, index) => (
        <div key={symbol}>
          <dt className="flex items-center gap-2 text-muted text-small">
            <Stroke dashed={index === 1} />
            {symbol}
          </dt>
          <dd className="font-semibold text-page">{percentText(bps)}</dd>
        </div>
      ))}
      <div>
        <dt className="text-muted text-small">Gap</dt>
        <dd className="font-semibold text-page">
          {(gap.bps / 100).toFixed(2)} points
          <span className="ml-2 font-normal text-body text-muted">
            {gap.leader ? `${gap.leader} leads` : "level"}
          </span>
        </dd>
      </div>
    </dl>
  );
}

/** A piece of the line as the chart draws it. */
function Stroke({ dashed }: { dashed: boolean }) {
  return (
    <svg aria-hidden="true" width="22" height="8" viewBox="0 0 22 8">
      <path
        d="M0 4h22"
        strokeWidth="2"
        strokeDasharray={dashed ? "5 3" : undefined}
        className={dashed ? "stroke-warn" : "stroke-accent"}
      />
    </svg>
  );
}

function summary(race: [Runner, Runner]): string {
  const standings = race.map(({ symbol, bps }) => `${symbol} ${percentText(bps)}`).join(", ");
  const { leader, bps } = gapOf(race);
  return `Since the start: ${standings}; ${leader ? `${leader} leads by ${(bps / 100).toFixed(2)} points` : "level"}`;
}
