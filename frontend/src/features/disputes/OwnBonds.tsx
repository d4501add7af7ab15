import type { Address } from "viem";
import { useBalances } from "@/features/wallet/useBalances";
import { useWallet } from "@/features/wallet/useWallet";
import { WithdrawCredit } from "@/features/wallet/WithdrawCredit";
import type { Dispute } from "@/generated/api/types.gen";
import { usdExact } from "@/lib/money";
import { ownBonds } from "./said";

/** What became of the connected account's own bonds; nothing for everybody else. */
export default function OwnBonds({ dispute }: { dispute: Dispute }) {
  const { account } = useWallet();
  if (!account) return null;
  const { back, put } = ownBonds(dispute, account);
  if (back === 0n && put === 0n) return null;
  return (
    <div className="mt-3 rounded-control border border-hairline bg-s2 p-3">
      {back > 0n ? (
        <Back account={account} back={usdExact(back)} />
      ) : dispute.open ? (
        <p>Your bond of {usdExact(put)} is locked until this is decided.</p>
      ) : (
        <p>You lost your bond of {usdExact(put)}: the result was not nearer to your claim.</p>
      )}
    </div>
  );
}

/** A bond returns as credit, which can leave at once. */
function Back({ account, back }: { account: Address; back: string }) {
  const { credit } = useBalances(account);
  return (
    <>
      <p>
        <strong className="font-semibold">{back}</strong> came back to you as Mutuel credit.
      </p>
      {credit === 0n && <p className="text-muted text-small">You have taken it out or used it since.</p>}
      {credit !== null && credit > 0n && <WithdrawCredit account={account} credit={credit} />}
    </>
  );
}
