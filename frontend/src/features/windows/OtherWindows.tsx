import { useQuery } from "@tanstack/react-query";
import { matchQuery } from "@/api/queries";
import type { MarketDetail } from "@/generated/api/types.gen";
import { Card, CardTitle } from "@/ui/Card";
import { Failed, Loading, Skeleton } from "@/ui/States";
import { WindowList } from "../matches/WindowList";
import { seriesOf } from "../matches/windows";

/** The windows of the same match and the same way to bet, this one among them. */
export default function OtherWindows({ market }: { market: MarketDetail }) {
  return market.match ? <Windows market={market} number={market.match.number} /> : null;
}

function Windows({ market, number }: { market: MarketDetail; number: number }) {
  const { data, error, refetch } = useQuery(matchQuery(number));
  const series = seriesOf(data?.markets ?? []).find(({ template }) => template === market.template);
  return (
    <Card>
      <CardTitle>All windows</CardTitle>
      {error && !data && <Failed error={error} retry={refetch} />}
      {!error && !data && (
        <Loading what="windows">
          <Skeleton className="h-40" />
        </Loading>
      )}
      {series && (
        <WindowList windows={series.windows} name="Windows of this match" current={market.marketId} />
      )}
    </Card>
  );
}
