import { useInfiniteQuery } from "@tanstack/react-query";
import { disputesQuery } from "@/api/queries";
import { Card } from "@/ui/Card";
import { Failed, Loading, Skeleton } from "@/ui/States";
import { DisputeCard } from "./DisputeCard";

/** The disputes of one market, where there are any. */
export default function DisputePanel({ marketId }: { marketId: string }) {
  const { data, error, refetch } = useInfiniteQuery(disputesQuery({ marketId }));
  if (!data)
    return error ? (
      <Failed error={error} retry={refetch} />
    ) : (
      <Loading what="disputes">
        <Skeleton className="h-40 rounded-card" />
      </Loading>
    );
  return data.pages
    .flatMap(({ items }) => items)
    .map((dispute) => (
      <Card key={dispute.question.questionId}>
        <DisputeCard
          dispute={dispute}
          heading={
            <h2 className="text-card font-semibold">{dispute.open ? "In dispute" : "Was in dispute"}</h2>
          }
        />
      </Card>
    ));
}
