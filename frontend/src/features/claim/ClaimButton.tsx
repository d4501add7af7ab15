import type { ReactNode } from "react";
import { useSwitchNetwork } from "@/features/wallet/NetworkGuard";
import { useWallet } from "@/features/wallet/useWallet";
import { Button } from "@/ui/Button";

/** Claims; on another network it first brings the wallet to the contracts' own. */
export function ClaimButton({
  claim,
  busy,
  className = "",
  children,
}: {
  claim: () => void;
  busy: boolean;
  className?: string;
  children: ReactNode;
}) {
  const { status } = useWallet();
  const network = useSwitchNetwork();
  const elsewhere = status === "wrongNetwork";
  return (
    <Button
      look="primary"
      size="tall"
      className={`w-full ${className}`}
      onClick={elsewhere ? network.run : claim}
      disabled={elsewhere ? network.isPending : busy}
    >
      {elsewhere ? network.label : children}
    </Button>
  );
}
