import { useState } from "react";
import { useConfig as useWagmi } from "wagmi";
import { useConfig } from "@/api/config";
import type { OnStage } from "@/chain/transact";
import { ActButton } from "@/features/wallet/ActButton";
import { useTransaction } from "@/features/wallet/useTransaction";
import { useWallet } from "@/features/wallet/useWallet";
import type { Voter } from "./cast";

type Cast = typeof import("./cast");

/** What anybody may do with what was decided, and what that does. */
export function DoButton({
  label,
  effect,
  run,
}: {
  label: string;
  effect: string;
  run: (cast: Cast, voter: Voter, onStage: OnStage) => Promise<{ title: string }>;
}) {
  const wagmi = useWagmi();
  const config = useConfig();
  const { account } = useWallet();
  const transaction = useTransaction();
  const [done, setDone] = useState(false);
  async function act() {
    if (!account) return;
    const voter = { wagmi, config, account };
    setDone(await transaction.run(async (onStage) => run(await import("./cast"), voter, onStage)));
  }
  if (done) return <p className="text-small">Done. This page follows in a moment.</p>;
  return (
    <div>
      <p className="mb-2 text-small">{effect}</p>
      <ActButton transaction={transaction} act={act} connect="Connect wallet to carry it out">
        {label}
      </ActButton>
    </div>
  );
}
