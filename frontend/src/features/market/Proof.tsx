import type { MarketDetail, Question } from "@/generated/api/types.gen";
import { evidenceOf } from "@/lib/evidence";
import { microOf, usdExact } from "@/lib/money";
import { priceText } from "@/lib/odds";
import { atText } from "@/lib/time";
import { Line } from "@/ui/Card";
import { Hash } from "@/ui/Hash";

const STATES: Record<Question["state"], string> = {
  none: "Not reported yet",
  proposed: "Reported; open to challenge",
  challenged: "Challenged; a second report is awaited",
  disputed: "Disputed; waits for a ruling",
  ruled: "Ruled; takes effect after its notice",
  final: "Final",
  void: "Void",
};

const DISPUTES: Record<NonNullable<Question["disputeReason"]>, string> = {
  spread: "the sources differ too much",
  codesDiffer: "the sources name different results",
  halt: "trading was halted at the close",
  silence: "no source answered in time",
  challengeUnanswered: "a challenge was not answered",
  secondChallenge: "the second report was challenged too",
  crossCheck: "a cross-check differs from the proof",
  contest: "the sources name different winners",
};

const VOIDS: Record<NonNullable<Question["voidReason"]>, string> = {
  noProof: "no proof came in time",
  noRuling: "nobody ruled in time",
  expired: "its time ran out",
  ruledVoid: "it was ruled void",
  vetoed: "the ruling was vetoed",
  noWinner: "no winner could be named",
};

export function Proof({ market }: { market: MarketDetail }) {
  const { question, caps } = market;
  const evidence = evidenceOf(question.evidenceRoot);
  return (
    <div className="grid gap-6 md:grid-cols-2">
      <section aria-labelledby="rules">
        <h2 id="rules" className="mb-2 font-semibold">
          Rules
        </h2>
        <ol className="flex list-decimal flex-col gap-2 pl-5 text-muted marker:text-muted">
          {market.rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ol>
      </section>
      <section aria-labelledby="proof">
        <h2 id="proof" className="mb-2 font-semibold">
          Proof
        </h2>
        <dl>
          <Line label="Result">{resultText(question)}</Line>
          {question.value && <Line label="Reported price">{priceText(question.value)}</Line>}
          {question.min && question.max && (
            <Line label="Lowest and highest source">
              {priceText(question.min)} to {priceText(question.max)}
            </Line>
          )}
          {question.windowEnds !== null && (
            <Line label="Challenge window ends">{atText(question.windowEnds)}</Line>
          )}
          {market.fee !== null && <Line label="Fee taken">{usdExact(microOf(market.fee))}</Line>}
          <Line label="Account limit">
            {usdExact(microOf(caps.floor))} to {usdExact(microOf(caps.max))}
          </Line>
          <Line label="Pool maximum">{usdExact(microOf(caps.maxPool))}</Line>
          {evidence && (
            <Line label="Evidence root">
              <Hash value={evidence} ends={6} />
            </Line>
          )}
          <Line label="Question">
            <Hash value={market.questionId} ends={6} />
          </Line>
          <Line label="Parameters">
            <Hash value={market.configHash} ends={6} />
          </Line>
          <Line label="Market">{market.marketId}</Line>
          <Line label="As of block">{market.block}</Line>
        </dl>
        <p className="mt-3 text-muted text-small">
          All of this was fixed and hashed when the market was created; nobody can change it.
        </p>
      </section>
    </div>
  );
}

function resultText(question: Question): string {
  const state = STATES[question.state];
  if (question.state === "disputed" && question.disputeReason)
    return `${state}: ${DISPUTES[question.disputeReason]}`;
  if (question.state === "void" && question.voidReason) return `${state}: ${VOIDS[question.voidReason]}`;
  return state;
}
