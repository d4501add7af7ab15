import { useConnectDialog } from "@/features/wallet/ConnectProvider";
import { useSwitchNetwork } from "@/features/wallet/NetworkGuard";
import { Button } from "@/ui/Button";
import type { Basket } from "./useBasket";

const LOOK = { look: "primary", size: "tall", className: "w-full" } as const;

/** The slip's one button: whatever the next step is. */
export function SlipButton({ basket: { slip, transaction } }: { basket: Basket }) {
  const openDialog = useConnectDialog();
  const network = useSwitchNetwork();
  if (transaction.stage !== null) {
    return (
      <Button {...LOOK} disabled>
        {transaction.stage === "confirm" ? "Waiting for the network…" : "Confirm in your wallet…"}
      </Button>
    );
  }
  if (slip.act === "connect") {
    return (
      <Button {...LOOK} onClick={openDialog}>
        Connect wallet to bet
      </Button>
    );
  }
  if (slip.act === "switch") {
    return (
      <Button {...LOOK} onClick={network.run} disabled={network.isPending}>
        {network.label}
      </Button>
    );
  }
  return (
    <Button {...LOOK} type="submit" disabled={slip.act === "wait"}>
      {slip.button}
    </Button>
  );
}
