import { useChainPositions } from "@/chain/position";
import { useWallet } from "@/features/wallet/useWallet";
import type { MarketDetail } from "@/generated/api/types.gen";
import { usdExact } from "@/lib/money";
import { letterOf } from "@/lib/odds";
import { Card, CardTitle, Line } from "@/ui/Card";

/** The account's stakes here, read from the contracts. Nothing is shown while it has none. */
export function OwnPosition({ market }: { market: MarketDetail }) {
  const { account } = useWallet();
  const { positions } = useChainPositions(account, [market.marketId]);
  const stakes = positions?.get(market.marketId)?.stakes ?? [];
  const held = market.outcomes.filter(({ index }) => (stakes[index] ?? 0n) > 0n);
  if (!account || held.length === 0) return null;
  return (
    <Card aria-labelledby="position-title">
      <CardTitle id="position-title">Your position</CardTitle>
      <dl>
        {held.map(({ index, label }) => (
          <Line key={index} label={`${letterOf(index)} · ${label}`}>
            {usdExact(stakes[index] ?? 0n)}
          </Line>
        ))}
      </dl>
    </Card>
  );
}
