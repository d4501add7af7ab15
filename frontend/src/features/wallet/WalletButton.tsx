import { lazy, Suspense, useState } from "react";
import type { Address } from "viem";
import { usdDown } from "@/lib/money";
import { Button } from "@/ui/Button";
import { useConnectDialog } from "./ConnectProvider";
import { useBalances } from "./useBalances";
import { useWallet } from "./useWallet";

const AccountDialog = lazy(() => import("./AccountDialog"));

export function WalletButton() {
  const wallet = useWallet();
  const openDialog = useConnectDialog();
  if (wallet.status === "none") {
    return (
      <Button look="primary" onClick={openDialog}>
        Connect wallet
      </Button>
    );
  }
  return <Account account={wallet.account} />;
}

function Account({ account }: { account: Address }) {
  const [open, setOpen] = useState(false);
  const { wallet } = useBalances(account);
  const short = `${account.slice(0, 6)}…${account.slice(-4)}`;
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className="flex h-9 items-center gap-3 rounded-control border border-hairline bg-s2 px-3 hover:bg-s3"
      >
        <span className="sr-only">Account</span>
        <span className="font-semibold">
          {wallet === null ? "…" : usdDown(wallet)}
          <span className="ml-1 hidden font-normal text-muted sm:inline">USDC</span>
        </span>
        <span className="hidden border-hairline border-l pl-3 min-[480px]:inline">{short}</span>
      </button>
      {open && (
        <Suspense>
          <AccountDialog account={account} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
