import { lazy, Suspense, useState } from "react";
import { useChainNow } from "@/chain/clock";
import type { AskedQuestion } from "@/generated/api/types.gen";
import { Button } from "@/ui/Button";
import { reportText, SIDES, untilText } from "./claims";
import { useReport } from "./useReport";

const ChallengeDialog = lazy(() => import("./ChallengeDialog"));

/** Says what was reported and until when it can be challenged, and lets anybody do it; nothing where nothing can be. */
export default function ChallengeOffer({
  question,
  sides = SIDES,
}: {
  question: Pick<AskedQuestion, "questionId" | "symbol">;
  sides?: readonly [string, string];
}) {
  const report = useReport(question.questionId);
  const now = useChainNow();
  const [open, setOpen] = useState(false);
  if (!report) return null;
  const said = reportText(report, question.symbol, sides);
  return (
    <div className="flex flex-col items-start gap-2">
      <p className="text-small">
        The report says that {said}. {untilText(report, now)}
      </p>
      <Button onClick={() => setOpen(true)}>Challenge this result</Button>
      {open && (
        <Suspense fallback={null}>
          <ChallengeDialog
            questionId={question.questionId}
            report={report}
            said={said}
            sides={sides}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
