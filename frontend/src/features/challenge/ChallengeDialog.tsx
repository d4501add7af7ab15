import { Modal } from "@/ui/Modal";
import { ChallengeForm } from "./ChallengeForm";
import { followsText } from "./claims";
import type { Report } from "./report";

/** Everything to know before putting up a bond, and the form to do it. */
export default function ChallengeDialog({
  questionId,
  report,
  said,
  sides,
  onClose,
}: {
  questionId: string;
  report: Report;
  /** What the report says, as the end of a sentence. */
  said: string;
  sides: readonly [string, string];
  onClose: () => void;
}) {
  return (
    <Modal open onOpenChange={onClose} title="Challenge this result">
      <p className="mb-3 text-muted">
        <span className="text-ink">The report says that {said}.</span> Say what is right, with a bond.{" "}
        {followsText(report)}
      </p>
      <ChallengeForm questionId={questionId} report={report} sides={sides} onDone={onClose} />
    </Modal>
  );
}
