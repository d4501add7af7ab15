import type { Address } from "viem";
import { useConfig as useWagmi } from "wagmi";
import { useConfig } from "@/api/config";
import { ActButton } from "@/features/wallet/ActButton";
import { useTransaction } from "@/features/wallet/useTransaction";
import { useWallet } from "@/features/wallet/useWallet";
import { Card, CardTitle } from "@/ui/Card";
import { Hash } from "@/ui/Hash";
import { useVotes, type Votes } from "./useVotes";
import { heldText, wholeVotes } from "./wording";

/** What the connected account has to say here, and how to make its votes count. */
export function OwnVotes() {
  const { account } = useWallet();
  const idle = useTransaction();
  return (
    <Card aria-labelledby="own-votes">
      <CardTitle id="own-votes">Your votes</CardTitle>
      {account ? (
        <Held account={account} />
      ) : (
        <>
          <p className="mb-3 text-muted">Connect a wallet that holds votes to vote here.</p>
          <ActButton transaction={idle} act={() => {}} connect="Connect wallet to vote">
            Vote
          </ActButton>
        </>
      )}
    </Card>
  );
}

function Held({ account }: { account: Address }) {
  const votes = useVotes(account);
  if (!votes) return <p className="text-muted">Looking at your votes…</p>;
  return (
    <>
      <p>{heldText(votes)}</p>
      {votes.held > 0n && !isOwn(votes, account) && <Delegate account={account} votes={votes} />}
    </>
  );
}

function isOwn({ delegate }: Votes, account: Address): boolean {
  return delegate?.toLowerCase() === account.toLowerCase();
}

function Delegate({ account, votes }: { account: Address; votes: Votes }) {
  const wagmi = useWagmi();
  const config = useConfig();
  const transaction = useTransaction();
  const act = () =>
    void transaction.run(async (onStage) => {
      const { delegateToSelf } = await import("./cast");
      return delegateToSelf({ wagmi, config, account }, onStage);
    });
  return (
    <div className="mt-2">
      <p className="mb-2 text-muted text-small">
        {votes.delegate ? (
          <>
            They count for <Hash value={votes.delegate} /> now.
          </>
        ) : (
          "They count for nobody yet."
        )}{" "}
        Once they count for you, you can vote in every vote that begins later. It costs only the network fee.
      </p>
      <ActButton transaction={transaction} act={act}>
        Make my {wholeVotes(votes.held)} votes count
      </ActButton>
    </div>
  );
}
