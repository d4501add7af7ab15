import { Popover } from "@base-ui/react/popover";
import type { Address } from "viem";
import { useDisconnect } from "wagmi";
import { usdDown } from "@/lib/money";
import { Button } from "@/ui/Button";
import { Line } from "@/ui/Card";
import { Hash } from "@/ui/Hash";
import { useConnectDialog } from "./ConnectProvider";
import { useBalances } from "./useBalances";
import { useWallet } from "./useWallet";
import { WithdrawCredit } from "./WithdrawCredit";

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
  return <AccountMenu account={wallet.account} />;
}

function AccountMenu({ account }: { account: Address }) {
  const { mutate: disconnect } = useDisconnect();
  const { wallet, credit } = useBalances(account);
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={`Account ${account.slice(0, 6)}…${account.slice(-4)}${wallet === null ? "" : `, ${usdDown(wallet)} USDC`}`}
        className="flex h-9 items-center gap-3 rounded-control border border-hairline bg-s2 px-3 hover:bg-s3"
      >
        <span className="font-semibold">{wallet === null ? "…" : usdDown(wallet)}</span>
        <span className="hidden text-muted min-[480px]:inline">
          {account.slice(0, 6)}…{account.slice(-4)}
        </span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={8} align="end" className="z-40">
          <Popover.Popup className="pop w-80 max-w-[calc(100vw-32px)] rounded-card border border-hairline bg-s1 p-4 shadow-lg">
            <Popover.Title className="text-card font-semibold">Account</Popover.Title>
            <p className="mt-1 mb-3 text-muted">
              <Hash value={account} ends={8} />
            </p>
            <dl className="border-hairline border-t pt-2">
              <Line label="USDC in wallet">{wallet === null ? "…" : usdDown(wallet)}</Line>
              <Line label="Mutuel credit">{credit === null ? "…" : usdDown(credit)}</Line>
            </dl>
            {credit !== null && credit > 0n && <WithdrawCredit account={account} credit={credit} />}
            <Button className="mt-3 w-full" onClick={() => disconnect({})}>
              Disconnect
            </Button>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
