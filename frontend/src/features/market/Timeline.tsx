import type { MarketDetail, Step, StepName } from "@/generated/api/types.gen";
import { atText, shortText } from "@/lib/time";
import { Card, CardTitle } from "@/ui/Card";
import { CheckIcon } from "@/ui/icons";
import { familyOf } from "./status";
import { stepsOf } from "./steps";

const NAMES: Record<StepName, string> = {
  opens: "Betting opens",
  halted: "Trading halted",
  closes: "Betting closes",
  startObserved: "Start price observed",
  observed: "Price observed",
  contested: "Contested",
  proposed: "Result reported",
  final: "Result final",
  cancelled: "Called off",
  decided: "Decided",
  refundBy: "Refund at the latest",
};

function nameOf(market: MarketDetail, name: StepName): string {
  return name === "observed" && familyOf(market) === "match" ? "Match over, latest" : NAMES[name];
}

type Progress = "done" | "current" | "ahead";

const LINES: Record<Progress, string> = {
  done: "border-up",
  current: "border-accent",
  ahead: "border-hairline",
};

export function Timeline({ market }: { market: MarketDetail }) {
  const steps = stepsOf(market);
  const current = steps.findIndex(({ done }) => !done);
  return (
    <Card>
      <CardTitle>Timeline</CardTitle>
      <ol className="grid gap-3 sm:auto-cols-fr sm:grid-flow-col">
        {steps.map((step, index) => (
          <TimelineStep
            key={step.name}
            step={step}
            name={nameOf(market, step.name)}
            progress={step.done ? "done" : index === current ? "current" : "ahead"}
          />
        ))}
      </ol>
    </Card>
  );
}

function TimelineStep({
  step: { at, done },
  name,
  progress,
}: {
  step: Step;
  name: string;
  progress: Progress;
}) {
  const unknown = done ? "Done" : "Time not known yet";
  return (
    <li
      aria-current={progress === "current" ? "step" : undefined}
      className={`border-t-2 pt-2 ${LINES[progress]}`}
    >
      <p className={`flex items-start gap-1 font-medium ${progress === "ahead" ? "text-muted" : ""}`}>
        {name}
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
