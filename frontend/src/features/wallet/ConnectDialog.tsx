import { type Connector, useConnect, useConnectors } from "wagmi";
import { describeError } from "@/errors/describe";
import { SpinnerIcon, WalletIcon } from "@/ui/icons";
import { Modal } from "@/ui/Modal";

/** Wallets that announced themselves (EIP-6963); the plain window.ethereum only when none did. */
export function offered(connectors: readonly Connector[], hasInjected: boolean): Connector[] {
  const announced = connectors.filter(({ id }) => id !== "injected");
  if (announced.length > 0) return announced;
  return hasInjected ? connectors.filter(({ id }) => id === "injected") : [];
}

export default function ConnectDialog({ onClose }: { onClose: () => void }) {
  const { mutate: connect, isPending, variables, error } = useConnect();
  const connectors = offered(useConnectors(), "ethereum" in window);
  const asked = isPending ? variables?.connector : undefined;

  return (
    <Modal open onOpenChange={onClose} title="Connect a wallet">
      {connectors.length === 0 ? <NoWallet /> : <p className="mb-3 text-muted">Connecting moves no money.</p>}
      <ul className="flex flex-col gap-2">
        {connectors.map((connector) => (
          <li key={connector.uid}>
            <button
              type="button"
              disabled={isPending}
              onClick={() => connect({ connector }, { onSuccess: onClose })}
              className="flex h-12 w-full items-center gap-3 rounded-control border border-hairline bg-s2 px-3 font-medium hover:bg-s3 disabled:cursor-wait"
            >
              {connector.icon ? (
                <img src={connector.icon.trim()} alt="" width={24} height={24} className="rounded-md" />
              ) : (
                <WalletIcon />
              )}
              {connector.id === "injected" ? "Browser wallet" : connector.name}
              {asked === connector && (
                <span className="ml-auto text-muted text-small">Answer in your wallet</span>
              )}
              {asked === connector && <SpinnerIcon />}
            </button>
          </li>
        ))}
      </ul>
      {error && (
        <p role="alert" className="mt-3 text-down">
          {describeError(error).title} {describeError(error).detail}
        </p>
      )}
    </Modal>
  );
}

function NoWallet() {
  return (
    <div className="py-4 text-center">
      <p className="font-semibold">No wallet was found in this browser</p>
      <p className="mt-1 text-muted">
        Install an Ethereum wallet as a browser extension, or open this page in your wallet's own browser.
        Then reload.
      </p>
    </div>
  );
}
