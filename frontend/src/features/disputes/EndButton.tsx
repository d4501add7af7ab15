import { OpenAct } from "@/features/wallet/OpenAct";
import type { AskedQuestion } from "@/generated/api/types.gen";
import { ACTS, type OpenMove } from "./acts";

/** What anybody may do now to bring a dispute on or to its end. */
export function EndButton({ move, question }: { move: OpenMove; question: AskedQuestion }) {
  const { button, effect } = ACTS[move];
  return (
    <div className="mt-2 mb-1">
      <OpenAct
        button={button}
        effect={effect}
        run={async (anybody, onStage) => {
          const { end } = await import("./end");
          return end(anybody, move, question, onStage);
        }}
      />
    </div>
  );
}
