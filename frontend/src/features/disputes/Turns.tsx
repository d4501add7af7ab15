import { lazy, Suspense } from "react";
import { useChainNow } from "@/chain/clock";
import type { Dispute } from "@/generated/api/types.gen";
import { atText } from "@/lib/time";
import { Countdown } from "@/ui/Countdown";
import { Skeleton } from "@/ui/States";
import { isOpen } from "./acts";
import { EndButton } from "./EndButton";
import { type Possible, possible } from "./turns";

const ChallengeOffer = lazy(() => import("@/features/challenge/ChallengeOffer"));

/** Who may act and until when; what anybody may do now has its button. */
export function Turns({ dispute: { turns, question } }: { dispute: Dispute }) {
  const now = useChainNow();
  return (
    <>
      <h3 className="mb-1 font-semibold">Who may act</h3>
      <ul className="mb-3 flex flex-col gap-1 text-small">
        {possible(turns, now).map((one) => (
          <li key={one.turn.move} className={one.now ? "" : "text-muted"}>
            {one.text} · <When one={one} />
            {one.now && isOpen(one.turn.move) && <EndButton move={one.turn.move} question={question} />}
            {one.now && one.turn.move === "challenge" && (
              <div className="mt-2 mb-1">
                <Suspense fallback={<Skeleton className="h-9 w-48" />}>
                  <ChallengeOffer question={question} />
                </Suspense>
              </div>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function When({ one: { turn, now } }: { one: Possible }) {
  if (!now && turn.starts !== null) return <>from {atText(turn.starts)}</>;
  if (turn.ends === null) return <>now</>;
  return (
    <>
      <Countdown to={turn.ends} /> left
    </>
  );
}
