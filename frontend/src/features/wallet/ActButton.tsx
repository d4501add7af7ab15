import { type ReactNode, useId } from "react";
import { Button } from "@/ui/Button";
import { Stepper } from "@/ui/Stepper";
import { useConnectDialog } from "./ConnectProvider";
import { useSwitchNetwork } from "./NetworkGuard";
import type { Transaction } from "./useTransaction";
import { useWallet } from "./useWallet";

const MAIN = { look: "primary", size: "tall", className: "w-full" } as const;

/**
 * One thing that a wallet can do here: connects it or changes its network first, says why it cannot, and shows how far
 * it is.
 */
export function ActButton({
  transaction,
  act,
  refusal = null,
  connect = "Connect wallet",
  main = false,
  children,
}: {
  transaction: Transaction;
  act: () => void;
  /** Why it cannot be done now. */
  refusal?: string | null;
  /** What the button says without a wallet. */
  connect?: string;
  /** Whether it is what its panel is for. */
  main?: boolean;
  children: ReactNode;
}) {
  const { status } = useWallet();
  const openDialog = useConnectDialog();
  const network = useSwitchNetwork();
  const why = useId();
  const shape = main ? MAIN : {};
  if (status === "none")
    return (
      <Button {...shape} onClick={openDialog}>
        {connect}
      </Button>
    );
  if (status === "wrongNetwork")
    return (
      <Button {...shape} onClick={network.run} disabled={network.isPending}>
        {network.label}
      </Button>
    );
  return (
    <div>
      <Button
        {...shape}
        onClick={act}
        disabled={refusal !== null || transaction.stage !== null}
        aria-describedby={refusal === null ? undefined : why}
      >
        {children}
      </Button>
      {refusal !== null && (
        <p id={why} className="mt-1 text-muted text-small">
          {refusal}
        </p>
      )}
      <Stepper transaction={transaction} />
    </div>
  );
}
