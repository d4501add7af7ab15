import type { Dispute, SourceAnswer } from "@/generated/api/types.gen";
import { evidenceOf } from "@/lib/evidence";
import { priceText } from "@/lib/odds";
import { isOff, reasonText, sourceName } from "@/lib/sources";
import { Hash } from "@/ui/Hash";

/** What each source said, in order of priority, and the evidence for it. */
export function Sources({ dispute }: { dispute: Dispute }) {
  const { sources, spreadBps, maxSpreadBps, question } = dispute;
  const root = evidenceOf(question.evidenceRoot);
  return (
    <div>
      <h3 className="mb-1 font-semibold">What the sources said</h3>
      {sources.length === 0 ? (
        <p className="text-muted text-small">No source's answer is in our archive.</p>
      ) : (
        <table className="w-full text-left text-small">
          <thead className="text-muted">
            <tr>
              <th className="py-1 pr-2 font-medium">No.</th>
              <th className="py-1 pr-2 font-medium">Source</th>
              <th className="py-1 pr-2 font-medium">Answer</th>
              <th className="py-1 text-right font-medium">Off by</th>
            </tr>
          </thead>
          <tbody>
            {sources.map((answer) => (
              <Row key={answer.source} answer={answer} />
            ))}
          </tbody>
        </table>
      )}
      {spreadBps !== null && (
        <p className="mt-2 text-muted text-small">
          From the lowest to the highest: {shareText(spreadBps)}
          {maxSpreadBps !== null && ` (more than ${shareText(maxSpreadBps)} is a dispute)`}. Every source
          counts by itself. Sources of one group are not independent, so there must be enough groups, too.
        </p>
      )}
      {root && (
        <p className="mt-1 text-muted text-small">
          Evidence{" "}
          <a
            href={`/api/evidence/manifests/${root.slice(2)}`}
            className="text-accent underline underline-offset-4"
            download={`${root}.json`}
          >
            <Hash value={root} ends={6} />
          </a>
        </p>
      )}
    </div>
  );
}

function Row({ answer }: { answer: SourceAnswer }) {
  return (
    <tr className="border-hairline border-t align-top">
      <td className="py-1 pr-2 text-muted">{answer.priority}</td>
      <td className="py-1 pr-2">
        {sourceName(answer.source)}
        {answer.group !== null && <span className="text-muted"> · group {answer.group}</span>}
      </td>
      <td className="break-words py-1 pr-2">{answerText(answer)}</td>
      <td className="whitespace-nowrap py-1 text-right">
        {answer.spreadBps === null ? "–" : shareText(answer.spreadBps)}
      </td>
    </tr>
  );
}

function answerText({ value, outcome, refusal }: SourceAnswer): string {
  if (value !== null) return priceText(value);
  if (outcome !== null) return outcome === 0 ? "First side won" : "Second side won";
  if (refusal === null) return "No answer";
  return `${isOff(refusal) ? "Switched off" : "No answer"}: ${reasonText(refusal)}`;
}

/** Basis points as "0.60%". */
function shareText(bps: number): string {
  return `${(bps / 100).toFixed(2)}%`;
}
