import { useState } from "react";
import { useChainPositions } from "@/chain/position";
import { outcomePhrase } from "@/features/markets/naming";
import { useConnectDialog } from "@/features/wallet/ConnectProvider";
import { useWallet } from "@/features/wallet/useWallet";
import type { MarketDetail } from "@/generated/api/types.gen";
import { type Micro, usdExact } from "@/lib/money";
import { Button } from "@/ui/Button";
import { Card, CardTitle } from "@/ui/Card";
import { Segments } from "@/ui/Segments";
import { Skeleton } from "@/ui/States";
import { Stepper } from "@/ui/Stepper";
import { ClaimButton } from "./ClaimButton";
import { useClaim } from "./useClaim";

type Purse = "wallet" | "credit";
export const PURSES: Record<Purse, string> = { wallet: "Wallet", credit: "Mutuel credit" };

/** What the account gets out of a decided market, as the contract says it now. */
export function ClaimPanel({ market }: { market: MarketDetail }) {
  const wallet = useWallet();
  const openDialog = useConnectDialog();
  const { positions } = useChainPositions(wallet.account, [market.marketId]);
  const position = positions?.get(market.marketId);
  return (
    <Card aria-labelledby="claim-title">
      <CardTitle id="claim-title">{market.phase === "void" ? "Refund" : "Payout"}</CardTitle>
      {!wallet.account && (
        <>
          <p className="mb-3 text-muted">Connect your wallet to see whether something is yours here.</p>
          <Button look="primary" size="tall" className="w-full" onClick={openDialog}>
            Connect wallet to claim
          </Button>
        </>
      )}
      {wallet.account && !position && <Skeleton className="h-24" />}
      {position && (
        <Owed
          market={market}
          payout={position.payout}
          staked={position.stakes.reduce((sum, stake) => sum + stake, 0n)}
        />
      )}
    </Card>
  );
}

function Owed({ market, payout, staked }: { market: MarketDetail; payout: Micro; staked: Micro }) {
  const wallet = useWallet();
  const { run, claimed, transaction } = useClaim(wallet.account);
  const [purse, setPurse] = useState<Purse>("wallet");
  const busy = transaction.stage !== null;
  if (claimed.has(market.marketId) || payout === 0n) {
    return <p className="text-muted">{nothingText(market, staked, claimed.has(market.marketId))}</p>;
  }
  return (
    <>
      <p className="text-muted">{market.phase === "void" ? "Your stakes come back in full" : "You won"}</p>
      <p className="mb-4 font-semibold text-hero text-up">{usdExact(payout)}</p>
      <div className="mb-4 flex items-center justify-between gap-3">
        <span className="text-muted text-small">Pay to</span>
        <Segments label="Pay to" value={purse} options={PURSES} onChange={setPurse} />
      </div>
      <ClaimButton busy={busy} claim={() => run([market.marketId], purse === "credit")}>
        {busy ? "Claiming…" : `Claim ${usdExact(payout)}`}
      </ClaimButton>
      <Stepper transaction={transaction} />
    </>
  );
}

function nothingText(market: MarketDetail, staked: Micro, claimed: boolean): string {
  if (claimed) return "Claimed. Nothing is left for you here.";
  if (staked === 0n) return "Nothing is waiting for you here: you had no stake, or it has been paid.";
  if (market.winner === null) return `Your ${usdExact(staked)} brought nothing.`;
  const winner = outcomePhrase(market, market.winner);
  const others = market.kind === "range" ? "other ranges" : "the other side";
  return `${winner.charAt(0).toUpperCase()}${winner.slice(1)} won; your ${usdExact(staked)} lay on ${others}.`;
}
