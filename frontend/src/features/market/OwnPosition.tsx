import { useChainPositions } from "@/chain/position";
import { outcomeText } from "@/features/markets/naming";
import { useWallet } from "@/features/wallet/useWallet";
import type { MarketDetail } from "@/generated/api/types.gen";
import { usdExact } from "@/lib/money";
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
      <CardTitle id="position-title" aside={<span className="text-muted text-small">Staked</span>}>
        Your position
      </CardTitle>
      <dl>
        {held.map(({ index }) => (
          <Line key={index} label={outcomeText(market, index)}>
            {usdExact(stakes[index] ?? 0n)}
          </Line>
        ))}
      </dl>
    </Card>
  );
}
