import { useState } from "react";
import type { Address } from "viem";
import { useConfig as useWagmi } from "wagmi";
import { useConfig } from "@/api/config";
import type { OnStage } from "@/chain/transact";
import type { Wagmi } from "@/chain/wagmi";
import type { PublicConfig } from "@/generated/api/types.gen";
import { ActButton } from "./ActButton";
import { useTransaction } from "./useTransaction";
import { useWallet } from "./useWallet";

export interface Anybody {
  wagmi: Wagmi;
  config: PublicConfig;
  account: Address;
}

/** What anybody may do on chain, without a role, and what that does. */
export function OpenAct({
  button,
  effect,
  run,
}: {
  button: string;
  effect: string;
  run: (anybody: Anybody, onStage: OnStage) => Promise<{ title: string }>;
}) {
  const wagmi = useWagmi();
  const config = useConfig();
  const { account } = useWallet();
  const transaction = useTransaction();
  const [done, setDone] = useState(false);

  async function act() {
    if (account) setDone(await transaction.run((onStage) => run({ wagmi, config, account }, onStage)));
  }
  if (done) return <p className="text-small">Done. This page follows in a moment.</p>;
  return (
    <div>
      <p className="mb-2 text-muted text-small">{effect}</p>
      <ActButton transaction={transaction} act={act} connect={`Connect wallet: ${button.toLowerCase()}`}>
        {button}
      </ActButton>
    </div>
  );
}
