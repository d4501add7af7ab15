import { lazy, Suspense } from "react";
import type { AskedQuestion, MarketDetail } from "@/generated/api/types.gen";
import { evidenceOf } from "@/lib/evidence";
import { microOf, usdExact } from "@/lib/money";
import { priceText } from "@/lib/odds";
import { atText } from "@/lib/time";
import { Line } from "@/ui/Card";
import { Hash } from "@/ui/Hash";
import { Skeleton } from "@/ui/States";
import { answerText, roleText } from "./answer";
import { Rules } from "./Rules";
import { sidesOf } from "./reported";

const ChallengeOffer = lazy(() => import("@/features/challenge/ChallengeOffer"));
const CheckPanel = lazy(() => import("@/features/proof/CheckPanel"));

/** The rules in words, and what stands on chain for this market. */
export default function ProofPanel({ market }: { market: MarketDetail }) {
  return (
    <div className="grid gap-6 md:grid-cols-2">
      <Rules market={market} />
      <section aria-labelledby="proof" className="min-w-0">
        <h2 id="proof" className="mb-2 font-semibold">
          Proof
        </h2>
        <ul aria-label="Questions this market asks">
          {market.questions.map((question) => (
            <li key={question.questionId} className="mb-3 border-hairline border-b pb-2 last:mb-0">
              <Asked question={question} priced={market.asset !== "sport"} />
              {question.state === "proposed" && (
                <Suspense fallback={<Skeleton className="h-9 w-48" />}>
                  <ChallengeOffer question={question} sides={sidesOf(market)} />
                </Suspense>
              )}
            </li>
          ))}
        </ul>
        <Fixed market={market} />
        <h3 className="mt-4 mb-1 font-semibold">How to check</h3>
        <ol className="flex list-decimal flex-col gap-1 pl-5 text-muted text-small">
          <li>
            A reported result stands on chain with its evidence root, the Merkle root of every source's answer
            as it was archived. A proved price needs none: the contract verified it by itself.
          </li>
          <li>
            The contract recomputes the result from the sources' values; nobody types it in. Only a dispute is
            ruled by people.
          </li>
          <li>
            Stakes, fee and every payout are events of the contract: adding them up gives the figures shown
            here.
          </li>
        </ol>
        <h3 className="mt-4 mb-2 font-semibold">Check it yourself</h3>
        <Suspense fallback={<Skeleton className="h-9 w-48" />}>
          <CheckPanel marketId={market.marketId} labels={market.outcomes} />
        </Suspense>
        <p className="mt-2 text-muted text-small">
          The same without this page, and also the contracts' code, signatures, everybody's payouts and
          Escrow's balance, on your own machine:{" "}
          <code className="mt-1 block break-words font-mono text-ink">mutuel verify {market.marketId}</code>
        </p>
      </section>
    </div>
  );
}

/** One question: what was asked, what came out, and what stands behind it. */
function Asked({ question, priced }: { question: AskedQuestion; priced: boolean }) {
  const evidence = evidenceOf(question.evidenceRoot);
  return (
    <dl>
      <Line label={roleText(question)}>{answerText(question)}</Line>
      {priced && question.value && <Line label="Reported price">{priceText(question.value)}</Line>}
      {priced && question.min && question.max && (
        <Line label="Lowest and highest source">
          {priceText(question.min)} to {priceText(question.max)}
        </Line>
      )}
      {question.windowEnds !== null && (
        <Line label="Challenge window ends">{atText(question.windowEnds)}</Line>
      )}
      {question.effectiveAt !== null && <Line label="Ruling holds from">{atText(question.effectiveAt)}</Line>}
      {evidence && (
        <Line label="Evidence root">
          <Hash value={evidence} ends={6} />
        </Line>
      )}
      <Line label="Question">
        <Hash value={question.questionId} ends={6} />
      </Line>
    </dl>
  );
}

/** What was fixed when the market was created, and where it stands. */
function Fixed({ market }: { market: MarketDetail }) {
  const { caps } = market;
  return (
    <>
      <dl>
        <Line label="Account limit">
          {usdExact(microOf(caps.floor))} to {usdExact(microOf(caps.max))}
        </Line>
        <Line label="Pool maximum">{usdExact(microOf(caps.maxPool))}</Line>
        <Line label="Parameters">
          <Hash value={market.configHash} ends={6} />
        </Line>
      </dl>
      <p className="mt-1 mb-3 text-muted text-small">
        This was fixed and hashed when the market was created; nobody can change it.
      </p>
      <dl>
        <Line label="Market">{market.marketId}</Line>
        {market.fee !== null && <Line label="Fee taken">{usdExact(microOf(market.fee))}</Line>}
        <Line label="As of block">{market.block}</Line>
      </dl>
    </>
  );
}
