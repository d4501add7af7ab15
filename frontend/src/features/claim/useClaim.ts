import { useState } from "react";
import type { Address } from "viem";
import { useConfig as useWagmi } from "wagmi";
import { useConfig } from "@/api/config";
import { useTransaction } from "@/features/wallet/useTransaction";

/** The engine pays at most this many markets in one transaction. */
const CLAIM_BATCH = 50;

/** Claims for the connected account, and remembers what it claimed so that no button asks twice. */
export function useClaim(account: Address | undefined) {
  const wagmi = useWagmi();
  const config = useConfig();
  const transaction = useTransaction();
  const [claimed, setClaimed] = useState<ReadonlySet<string>>(new Set());

  async function run(marketIds: readonly string[], toCredit: boolean): Promise<void> {
    if (!account) return;
    const batch = marketIds.slice(0, CLAIM_BATCH);
    const done = await transaction.run(async (onStage) => {
      const { claim, paidText } = await import("./claim");
      return paidText(await claim({ wagmi, config, account }, batch, toCredit, onStage));
    });
    if (done) setClaimed((before) => new Set([...before, ...batch]));
  }
  return { run, claimed, transaction };
}
