import type { Stage } from "@/chain/transact";
import type { Sentence } from "@/errors/sentence";
import { CheckIcon, SpinnerIcon } from "./icons";

const STAGES: Record<Stage, string> = {
  sign: "Sign the USDC permit in your wallet. It costs nothing.",
  allow: "Allow the contract to take exactly this amount. Confirm in your wallet.",
  deposit:
    "Put the missing USDC into your Mutuel credit. Confirm in your wallet; another transaction follows.",
  send: "Confirm the transaction in your wallet.",
  confirm: "Sent. Waiting for the network…",
};

/** Where a transaction is, step by step; and if it failed, what happened and whether money moved. */
export function Stepper({
  transaction: { stages, failure },
}: {
  transaction: { stages: Stage[]; failure: Sentence | null };
}) {
  return (
    <div aria-live="polite">
      {stages.length > 0 && (
        <ol aria-label="Progress" className="mt-3 flex flex-col gap-2 text-small">
          {stages.map((stage, index) => {
            const current = index === stages.length - 1;
            return (
              // A stage may come twice (approving confirms, then betting confirms), so the position is its identity.
              // biome-ignore lint/suspicious/noArrayIndexKey: the list only grows at its end
              <li key={index} className={`flex items-center gap-2 ${current ? "text-ink" : "text-muted"}`}>
                <span className={current ? "text-accent" : "text-up"}>
                  {current ? <SpinnerIcon /> : <CheckIcon />}
                </span>
                {current ? STAGES[stage] : STAGES[stage].split(".")[0]}
              </li>
            );
          })}
        </ol>
      )}
      {failure && (
        <div role="alert" className="mt-3 rounded-control border border-down/40 p-3">
          <p className="font-semibold text-down">{failure.title}</p>
          <p className="mt-1 text-muted">{failure.detail}</p>
        </div>
      )}
    </div>
  );
}
