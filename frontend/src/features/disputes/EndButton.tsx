import { useState } from "react";
import { useConfig as useWagmi } from "wagmi";
import { useConfig } from "@/api/config";
import { ActButton } from "@/features/wallet/ActButton";
import { useTransaction } from "@/features/wallet/useTransaction";
import { useWallet } from "@/features/wallet/useWallet";
import type { AskedQuestion } from "@/generated/api/types.gen";
import { ACTS, type OpenMove } from "./acts";

/** What anybody may do now to bring a dispute on or to its end, and what that does. */
export function EndButton({ move, question }: { move: OpenMove; question: AskedQuestion }) {
  const wagmi = useWagmi();
  const config = useConfig();
  const { account } = useWallet();
  const transaction = useTransaction();
  const [done, setDone] = useState(false);
  const { button, effect } = ACTS[move];

  async function act() {
    if (!account) return;
    const done = await transaction.run(async (onStage) => {
      const { end } = await import("./end");
      return end({ wagmi, config, account }, move, question, onStage);
    });
    setDone(done);
  }

  if (done) return <p className="mt-1">Done. This page follows in a moment.</p>;
  return (
    <div className="mt-2 mb-1">
      <p className="mb-2 text-muted">{effect}</p>
      <ActButton transaction={transaction} act={act} connect={`Connect wallet: ${button.toLowerCase()}`}>
        {button}
      </ActButton>
    </div>
  );
}
