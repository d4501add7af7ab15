import type { Step, StepName } from "@/generated/api/types.gen";
import { atText, shortText } from "@/lib/time";
import { Card, CardTitle } from "@/ui/Card";
import { CheckIcon } from "@/ui/icons";

const NAMES: Record<StepName, string> = {
  opens: "Betting opens",
  halted: "Betting halted",
  closes: "Betting closes",
  startObserved: "Start observed",
  observed: "End observed",
  contested: "Contested",
  proposed: "Result reported",
  final: "Result final",
  cancelled: "Cancelled",
  decided: "Decided",
  refundBy: "Refund at the latest",
};

type Progress = "done" | "current" | "ahead";

const LINES: Record<Progress, string> = {
  done: "border-up",
  current: "border-accent",
  ahead: "border-hairline",
};

export function Timeline({ steps }: { steps: Step[] }) {
  const current = steps.findIndex(({ done }) => !done);
  return (
    <Card>
      <CardTitle>Timeline</CardTitle>
      <ol className="grid gap-3 sm:auto-cols-fr sm:grid-flow-col">
        {steps.map((step, index) => (
          <TimelineStep
            key={step.name}
            step={step}
            progress={step.done ? "done" : index === current ? "current" : "ahead"}
          />
        ))}
      </ol>
    </Card>
  );
}

function TimelineStep({ step: { name, at, done }, progress }: { step: Step; progress: Progress }) {
  const unknown = done ? "Done" : "Time not known yet";
  return (
    <li
      aria-current={progress === "current" ? "step" : undefined}
      className={`border-t-2 pt-2 ${LINES[progress]}`}
    >
      <p className={`flex items-center gap-1 font-medium ${progress === "ahead" ? "text-muted" : ""}`}>
        {NAMES[name]}
        {done && (
          <span className="text-up">
            <CheckIcon />
          </span>
        )}
        <span className="sr-only">{done ? " done" : ""}</span>
      </p>
      <p className="text-muted text-small">
        {at === null ? (
          unknown
        ) : (
          <time dateTime={new Date(at * 1000).toISOString()} title={atText(at)}>
            {shortText(at)}
          </time>
        )}
      </p>
    </li>
  );
}
