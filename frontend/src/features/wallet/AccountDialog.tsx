import type { Address } from "viem";
import { useDisconnect } from "wagmi";
import { usdExact } from "@/lib/money";
import { Button } from "@/ui/Button";
import { Line } from "@/ui/Card";
import { Hash } from "@/ui/Hash";
import { Modal } from "@/ui/Modal";
import { useBalances } from "./useBalances";
import { WithdrawCredit } from "./WithdrawCredit";

export default function AccountDialog({ account, onClose }: { account: Address; onClose: () => void }) {
  const { mutate: disconnect } = useDisconnect();
  const { wallet, credit } = useBalances(account);
  return (
    <Modal open onOpenChange={onClose} title="Account">
      <p className="mb-3 text-muted">
        <Hash value={account} ends={10} />
      </p>
      <dl className="border-hairline border-t pt-2">
        <Line label="USDC in wallet">{wallet === null ? "…" : usdExact(wallet)}</Line>
        <Line label="Mutuel credit">{credit === null ? "…" : usdExact(credit)}</Line>
      </dl>
      {credit !== null && credit > 0n && <WithdrawCredit account={account} credit={credit} />}
      <Button className="mt-3 w-full" onClick={() => disconnect({})}>
        Disconnect
      </Button>
    </Modal>
  );
}
