import { useSwitchChain } from "wagmi";
import { networkName, useConfig } from "@/api/config";
import { describeError } from "@/errors/describe";
import { Button } from "@/ui/Button";
import { toastFailed } from "@/ui/toastStore";
import { useWallet } from "./useWallet";

/** Asks the wallet to change to the network of the contracts. */
export function useSwitchNetwork() {
  const config = useConfig();
  const { mutate, isPending } = useSwitchChain();
  const run = () =>
    mutate(
      { chainId: config.chainId },
      {
        onError: (error) => {
          const { title, detail } = describeError(error);
          toastFailed(title, detail);
        },
      },
    );
  return { run, isPending, label: `Switch to ${networkName(config)}` };
}

export function NetworkGuard() {
  const config = useConfig();
  const wallet = useWallet();
  const network = useSwitchNetwork();
  if (wallet.status !== "wrongNetwork") return null;
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center justify-center gap-3 border-hairline border-t bg-s2 px-4 py-2 text-warn"
    >
      <p>Your wallet is on another network. Mutuel's contracts are on {networkName(config)}.</p>
      <Button onClick={network.run} disabled={network.isPending}>
        {network.label}
      </Button>
    </div>
  );
}
