import { useQuery } from "@tanstack/react-query";
import { useConfig as useWagmi } from "wagmi";
import { useConfig } from "@/api/config";
import { transact } from "@/chain/transact";
import { OpenAct } from "@/features/wallet/OpenAct";
import { useWallet } from "@/features/wallet/useWallet";
import type { MarketDetail } from "@/generated/api/types.gen";
import { dueOf, rehearsal, stepsOf } from "./wayOut";

const REFRESH_MS = 15_000;

/** What anybody may do now towards the market's end, so that a keeper's silence keeps nobody's money in. */
export default function WayOut({ market }: { market: MarketDetail }) {
  const wagmi = useWagmi();
  const config = useConfig();
  const { account } = useWallet();
  const { data: step } = useQuery({
    queryKey: ["wayOut", market.marketId, account ?? null],
    queryFn: () => dueOf(stepsOf(config, market), rehearsal(wagmi, account)),
    refetchInterval: REFRESH_MS,
  });
  if (!step) return null;
  const { button, effect, call } = step;
  return (
    <div className="mt-3">
      <OpenAct
        key={`${call.functionName}:${call.args}`}
        button={button}
        effect={`${effect} The keeper usually does this within a minute; you need not wait for it.`}
        run={async (anybody, onStage) => {
          await transact(anybody.wagmi, anybody.account, call, onStage);
          return { title: call.title };
        }}
      />
    </div>
  );
}
