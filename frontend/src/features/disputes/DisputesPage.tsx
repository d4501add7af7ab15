import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { disputesQuery } from "@/api/queries";
import type { Dispute } from "@/generated/api/types.gen";
import { Card } from "@/ui/Card";
import { Chip } from "@/ui/Chip";
import { Paged } from "@/ui/Paged";
import { PageTitle } from "@/ui/PageTitle";
import { Segments } from "@/ui/Segments";
import { Empty } from "@/ui/States";
import { DisputeCard } from "./DisputeCard";

const STATES = { open: "Open", past: "Past" };

export function DisputesPage() {
  const [state, setState] = useState<keyof typeof STATES>("open");
  const query = useInfiniteQuery(disputesQuery({ state }));
  return (
    <>
      <PageTitle title="Disputes">
        Results that the sources disagree about, or that somebody challenged. Every one ends within 7 days,
        with a result or with every stake back.
      </PageTitle>
      <div className="my-4">
        <Segments label="Which disputes" value={state} options={STATES} onChange={setState} />
      </div>
      <Paged
        query={query}
        what={`${STATES[state]} disputes, latest first`}
        empty={
          <Empty title={state === "open" ? "Nothing is in dispute" : "No dispute is over yet"}>
            A dispute opens by itself when the sources differ too much, and when somebody challenges a report.
          </Empty>
        }
      >
        {(dispute: Dispute) => (
          <li key={dispute.question.questionId}>
            <Card>
              <DisputeCard dispute={dispute} heading={<Heading dispute={dispute} />} />
            </Card>
          </li>
        )}
      </Paged>
    </>
  );
}

function Heading({ dispute }: { dispute: Dispute }) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-3">
      <h2 className="text-card font-semibold">
        <Link to="/m/$marketId" params={{ marketId: dispute.marketId }} className="hover:underline">
          {dispute.title}
        </Link>
      </h2>
      <Chip tone={dispute.open ? "warn" : "plain"}>{dispute.open ? "Open" : "Over"}</Chip>
    </div>
  );
}
