import { useQuery } from "@tanstack/react-query";
import { useConfig as useWagmi } from "wagmi";
import { useConfig } from "@/api/config";
import { transact } from "@/chain/transact";
import { ActButton } from "@/features/wallet/ActButton";
import { useTransaction } from "@/features/wallet/useTransaction";
import { useWallet } from "@/features/wallet/useWallet";
import type { MarketDetail } from "@/generated/api/types.gen";
import { dueOf, rehearsal, stepsOf } from "./wayOut";

const REFRESH_MS = 15_000;

/** What anybody may do now towards the market's end, so that a keeper's silence keeps nobody's money in. */
export default function WayOut({ market }: { market: MarketDetail }) {
  const wagmi = useWagmi();
  const config = useConfig();
  const { account } = useWallet();
  const transaction = useTransaction();
  const { data: step } = useQuery({
    queryKey: ["wayOut", market.marketId, account ?? null],
    queryFn: () => dueOf(stepsOf(config, market), rehearsal(wagmi, account)),
    refetchInterval: REFRESH_MS,
  });
  if (!step) return null;
  const { button, effect, call } = step;

  async function act() {
    if (!account) return;
    await transaction.run(async (onStage) => {
      await transact(wagmi, account, call, onStage);
      return { title: call.title };
    });
  }
  return (
    <div className="mt-3 text-small">
      <p className="mb-2">{effect} The keeper usually does this within a minute; you need not wait for it.</p>
      <ActButton transaction={transaction} act={act} connect={`Connect wallet: ${button.toLowerCase()}`}>
        {button}
      </ActButton>
    </div>
  );
}
