import type { Address } from "viem";
import { useConfig as useWagmi } from "wagmi";
import { addressOf, useConfig } from "@/api/config";
import { transact } from "@/chain/transact";
import { escrowAbi } from "@/generated/abi/escrow";
import { type Micro, usdExact } from "@/lib/money";
import { Button } from "@/ui/Button";
import { Stepper } from "@/ui/Stepper";
import { useTransaction } from "./useTransaction";

/** Credit is the person's own USDC in Escrow; it can leave at once, all of it. */
export function WithdrawCredit({ account, credit }: { account: Address; credit: Micro }) {
  const wagmi = useWagmi();
  const config = useConfig();
  const transaction = useTransaction();

  function withdraw() {
    return transaction.run(async (onStage) => {
      const call = {
        address: addressOf(config, "Escrow"),
        abi: escrowAbi,
        functionName: "withdraw",
        args: [credit],
        title: `${usdExact(credit)} is in your wallet`,
      };
      await transact(wagmi, account, call, onStage);
      return { title: call.title };
    });
  }

  return (
    <div className="mt-2">
      <Button className="w-full" onClick={withdraw} disabled={transaction.stage !== null}>
        Withdraw {usdExact(credit)}
      </Button>
      <Stepper transaction={transaction} />
    </div>
  );
}
