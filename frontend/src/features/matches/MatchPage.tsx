import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { matchQuery } from "@/api/queries";
import { BesideSlip } from "@/features/bet/BesideSlip";
import type { MatchDetail } from "@/generated/api/types.gen";
import { microOf, usdDown } from "@/lib/money";
import { atText } from "@/lib/time";
import { Card, CardTitle, Figure } from "@/ui/Card";
import { Chip } from "@/ui/Chip";
import { Countdown } from "@/ui/Countdown";
import { PageTitle } from "@/ui/PageTitle";
import { Empty, Failed, Loading, Skeleton } from "@/ui/States";
import { MATCH_STATES, modeText } from "./match";
import { WindowList } from "./WindowList";
import { currentOf, seriesOf } from "./windows";

export function MatchPage() {
  const { number } = useParams({ from: "/matches/$number" });
  const { data, error, refetch } = useQuery(matchQuery(Number(number)));
  if (data) {
    return (
      <BesideSlip>
        <Match match={data} />
      </BesideSlip>
    );
  }
  if (error) return <Failed page error={error} retry={refetch} />;
  return (
    <Loading what="match">
      <Skeleton className="mb-4 h-24 rounded-card" />
      <Skeleton className="h-100 rounded-card" />
    </Loading>
  );
}

function Match({ match }: { match: MatchDetail }) {
  const state = MATCH_STATES[match.phase];
  const series = seriesOf(match.markets);
  return (
    <div className="flex flex-col gap-4">
      <Card>
        <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
          <div className="min-w-0">
            <div className="mb-1 flex items-center gap-3">
              <p className="label">{match.sport} · windows</p>
              <Chip tone={state.tone}>{state.word}</Chip>
            </div>
            <PageTitle title={match.sides.join(" – ")} />
            <p className="text-muted">
              {atText(match.start)} · {modeText(match)}
            </p>
          </div>
          <dl className="flex flex-wrap gap-x-8 gap-y-2">
            {match.phase === "upcoming" && (
              <Figure label="Starts in">
                <Countdown to={match.start} />
              </Figure>
            )}
            <Figure label="Staked">{usdDown(microOf(match.total))}</Figure>
            <Figure label="Open markets">{match.open}</Figure>
          </dl>
        </div>
      </Card>
      {series.length === 0 && (
        <Card>
          <Empty title="No window is on chain yet">They are announced before the match begins.</Empty>
        </Card>
      )}
      {series.map(({ template, name, windows }) => (
        <Card key={template}>
          <CardTitle aside={<span className="text-muted text-small">{windows.length} windows</span>}>
            {name}
          </CardTitle>
          <WindowList windows={windows} name={`Windows: ${name}`} current={currentOf(windows)?.marketId} />
        </Card>
      ))}
    </div>
  );
}
