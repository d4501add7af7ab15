import { useInfiniteQuery } from "@tanstack/react-query";
import { actsQuery, proposalsQuery } from "@/api/queries";
import { OpenAct } from "@/features/wallet/OpenAct";
import type { Act, Proposal } from "@/generated/api/types.gen";
import { atText } from "@/lib/time";
import { Card, Figure } from "@/ui/Card";
import { Chip } from "@/ui/Chip";
import { Countdown } from "@/ui/Countdown";
import { Hash } from "@/ui/Hash";
import { Paged } from "@/ui/Paged";
import { PageTitle } from "@/ui/PageTitle";
import { Empty } from "@/ui/States";
import { Calls } from "./Calls";
import { OwnVotes } from "./OwnVotes";
import { VoteButtons } from "./VoteButtons";
import { ACTS, nextOf, PROPOSALS, quorumReached, votesText } from "./wording";

export function GovernancePage() {
  return (
    <>
      <PageTitle title="Governance">
        Holders of votes propose and decide. What changes roles, engines, sources or parameters then waits 24
        hours in public.
      </PageTitle>
      <div className="mt-6">
        <OwnVotes />
      </div>
      <div className="mt-6 grid grid-cols-[minmax(0,1fr)] items-start gap-6 lg:grid-cols-2">
        <section aria-labelledby="proposals">
          <h2 id="proposals" className="mb-3 text-card font-semibold">
            Proposals
          </h2>
          <Proposals />
        </section>
        <section aria-labelledby="acts">
          <h2 id="acts" className="mb-3 text-card font-semibold">
            Waiting in the timelock
          </h2>
          <Acts />
        </section>
      </div>
    </>
  );
}

function Acts() {
  return (
    <Paged
      query={useInfiniteQuery(actsQuery)}
      what="Acts of the timelock, latest first"
      empty={
        <Empty title="Nothing waits">
          What the holders of votes accept shows here for 24 hours before it happens.
        </Empty>
      }
    >
      {(act: Act) => (
        <li key={act.tx + act.actId}>
          <Card>
            <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
              <Chip tone={ACTS[act.state].tone}>{ACTS[act.state].label}</Chip>
              {act.state === "waiting" && (
                <p>
                  <Countdown to={act.readyAt} /> left
                </p>
              )}
            </div>
            <p className="mb-2 text-muted text-small">
              {ACTS[act.state].text} Scheduled {atText(act.at)}, possible from {atText(act.readyAt)}
              {act.endedAt !== null && `, over since ${atText(act.endedAt)}`}.
            </p>
            <Calls calls={act.calls} leftOut={act.callsLeftOut} />
            {act.state === "ready" && (
              <div className="mt-3">
                <OpenAct
                  button="Execute it now"
                  effect="It has waited for 24 hours. This makes the timelock do what stands above."
                  run={async (anybody, onStage) => (await import("./cast")).executeAct(anybody, act, onStage)}
                />
              </div>
            )}
          </Card>
        </li>
      )}
    </Paged>
  );
}

function Proposals() {
  return (
    <Paged
      query={useInfiniteQuery(proposalsQuery)}
      what="Proposals, latest first"
      empty={<Empty title="Nobody has proposed anything yet">Rulings and changes begin as a proposal.</Empty>}
    >
      {(proposal: Proposal) => (
        <li key={proposal.proposalId}>
          <Card>
            <ProposalCard proposal={proposal} />
          </Card>
        </li>
      )}
    </Paged>
  );
}

function ProposalCard({ proposal }: { proposal: Proposal }) {
  const next = nextOf(proposal);
  const state = PROPOSALS[proposal.state];
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <Chip tone={state.tone}>{state.label}</Chip>
        {next && (
          <p>
            {next.label} <Countdown to={next.at} />
          </p>
        )}
      </div>
      <h3 className="break-words font-semibold">{proposal.description}</h3>
      <p className="mb-2 text-muted text-small">
        {state.text} By <Hash value={proposal.proposer} />, {atText(proposal.at)}. Vote from{" "}
        {atText(proposal.votesFrom)} to {atText(proposal.votesUntil)}.
      </p>
      <dl className="mb-3 grid grid-cols-2 gap-3 sm:grid-cols-4">
        <Figure label="For">{votesText(proposal.votesFor)}</Figure>
        <Figure label="Against">{votesText(proposal.votesAgainst)}</Figure>
        <Figure label="Abstaining">{votesText(proposal.votesAbstain)}</Figure>
        <Figure label="Quorum">
          {quorumReached(proposal)}% of {votesText(proposal.quorum)}
        </Figure>
      </dl>
      <Calls calls={proposal.calls} leftOut={proposal.callsLeftOut} />
      <div className="mt-3 empty:hidden">
        {proposal.state === "active" && <VoteButtons proposal={proposal} />}
        {proposal.state === "succeeded" && (
          <OpenAct
            button="Carry it out now"
            effect="It was accepted. This makes the governor do what stands above; a ruling then waits 24 hours, and so does what is scheduled in the timelock."
            run={async (anybody, onStage) => (await import("./cast")).carryOut(anybody, proposal, onStage)}
          />
        )}
      </div>
    </>
  );
}
