import { useConnectDialog } from "@/features/wallet/ConnectProvider";
import { useSwitchNetwork } from "@/features/wallet/NetworkGuard";
import type { MarketDetail } from "@/generated/api/types.gen";
import { ONE_USDC, typedOf, usdDown, usdExact } from "@/lib/money";
import { letterOf } from "@/lib/odds";
import { Button } from "@/ui/Button";
import { Segments } from "@/ui/Segments";
import { Stepper } from "@/ui/Stepper";
import { Estimate } from "./Estimate";
import type { SlipControl } from "./useSlip";

const QUICK = [5n, 25n, 100n, 250n].map((dollars) => dollars * ONE_USDC);

export function BetSlip({ market, slip }: { market: MarketDetail; slip: SlipControl }) {
  const outcome = slip.outcome === null ? null : market.outcomes[slip.outcome];
  const fault = slip.slip.act === "wait" ? slip.slip.fault : undefined;
  const busy = slip.transaction.stage !== null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void slip.place();
      }}
    >
      <div className="mb-4 rounded-control bg-s2 p-3">
        <p className="text-muted text-small">Your range</p>
        <p className="font-semibold">
          {outcome ? `${letterOf(outcome.index)} · ${outcome.label}` : "None chosen yet"}
        </p>
      </div>
      {slip.credit !== null && (
        <div className="mb-4 flex items-center justify-between gap-3">
          <span className="text-muted text-small">Pay from</span>
          <Segments
            label="Pay from"
            value={slip.from}
            options={{ wallet: "Wallet", credit: `Credit ${usdDown(slip.credit)}` }}
            onChange={slip.payFrom}
          />
        </div>
      )}
      <label htmlFor="stake" className="mb-1 block text-muted text-small">
        Stake (USDC)
      </label>
      <input
        id="stake"
        inputMode="decimal"
        autoComplete="off"
        placeholder={`at least ${typedOf(slip.minimum)}`}
        value={slip.text}
        disabled={busy}
        onChange={(event) => slip.write(event.target.value.trim())}
        aria-invalid={fault !== undefined}
        aria-describedby="stake-help"
        className="h-11 w-full rounded-control border border-field bg-bg px-3 text-card placeholder:text-muted aria-invalid:border-down"
      />
      <QuickStakes slip={slip} disabled={busy} />
      <Estimate slip={slip} market={market} fault={fault} />
      <SlipButton slip={slip} busy={busy} />
      <Stepper transaction={slip.transaction} />
      <p className="mt-3 text-muted text-small">
        The estimate changes until betting closes. A stake is locked in escrow and cannot be withdrawn early.
      </p>
    </form>
  );
}

function QuickStakes({ slip, disabled }: { slip: SlipControl; disabled: boolean }) {
  const { most } = slip;
  return (
    <div className="mt-3 mb-4 grid grid-cols-5 gap-2">
      {QUICK.map((amount) => (
        <Button
          key={amount}
          className="px-0! border-transparent!"
          disabled={disabled}
          onClick={() => slip.write(typedOf(amount))}
        >
          ${typedOf(amount)}
        </Button>
      ))}
      <Button
        className="px-0! border-transparent!"
        disabled={disabled || most === null || most < slip.minimum}
        title={most === null ? undefined : usdExact(most)}
        onClick={() => most !== null && slip.write(typedOf(most))}
      >
        Max
      </Button>
    </div>
  );
}

function SlipButton({ slip: { slip, transaction }, busy }: { slip: SlipControl; busy: boolean }) {
  const openDialog = useConnectDialog();
  const network = useSwitchNetwork();
  const look = { look: "primary", size: "tall", className: "w-full" } as const;
  if (busy) {
    return (
      <Button {...look} disabled>
        {transaction.stage === "confirm" ? "Waiting for the network…" : "Confirm in your wallet…"}
      </Button>
    );
  }
  if (slip.act === "connect") {
    return (
      <Button {...look} onClick={openDialog}>
        Connect wallet to bet
      </Button>
    );
  }
  if (slip.act === "switch") {
    return (
      <Button {...look} onClick={network.run} disabled={network.isPending}>
        {network.label}
      </Button>
    );
  }
  return (
    <Button {...look} type="submit" disabled={slip.act === "wait"}>
      {slip.button}
    </Button>
  );
}
