import { lazy, type ReactNode, Suspense } from "react";
import { answerText } from "@/features/market/answer";
import type { Dispute } from "@/generated/api/types.gen";
import { atText } from "@/lib/time";
import { Hash } from "@/ui/Hash";
import { Evidence } from "./Evidence";
import { Sources } from "./Sources";
import { aboutText, beganText, bondText, claimText, rulingText } from "./said";
import { Turns } from "./Turns";

const OwnBonds = lazy(() => import("./OwnBonds"));

/** One dispute: where it stands, whose turn it is, what the sources and people said. */
export function DisputeCard({ dispute, heading }: { dispute: Dispute; heading: ReactNode }) {
  const { question } = dispute;
  return (
    <>
      {heading}
      <p className={dispute.open ? "text-warn" : "text-muted"}>{answerText(question)}</p>
      <p className="mb-3 text-muted text-small">
        {aboutText(dispute)} {beganText(dispute)} Question <Hash value={question.questionId} ends={6} />, as a
        ruling names it.
      </p>
      <div className="grid gap-4 md:grid-cols-2">
        <Sources dispute={dispute} />
        <div className="min-w-0">
          {dispute.open && <Turns dispute={dispute} />}
          <Said dispute={dispute} />
          {dispute.challenges.length > 0 && (
            <Suspense fallback={null}>
              <OwnBonds dispute={dispute} />
            </Suspense>
          )}
        </div>
      </div>
    </>
  );
}

/** Challenges, the ruling and the bonds, each as it stands on chain. */
function Said({ dispute }: { dispute: Dispute }) {
  const { challenges, bonds, ruling } = dispute;
  if (challenges.length + bonds.length === 0 && ruling === null)
    return <p className="text-muted text-small">Nobody has put up a bond, and nobody has ruled.</p>;
  return (
    <>
      <h3 className="mb-1 font-semibold">What people said</h3>
      <ul className="flex flex-col gap-2 text-small">
        {challenges.map((one) => (
          <li key={one.tx}>
            {claimText(one)}, by <Hash value={one.challenger} /> on {atText(one.at)}.{" "}
            <Evidence uri={one.evidenceUri} />
          </li>
        ))}
        {ruling && (
          <li>
            {rulingText(ruling, dispute)}. It holds from {atText(ruling.effectiveAt)}. Evidence{" "}
            <Hash value={ruling.evidenceHash} ends={6} /> <Evidence uri={ruling.evidenceUri} />
          </li>
        )}
        {bonds.map((one) => (
          <li key={`${one.tx}:${one.account}`} className="text-muted">
            {bondText(one)} <Hash value={one.account} />
          </li>
        ))}
      </ul>
    </>
  );
}
