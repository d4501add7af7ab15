import type { Address } from "viem";
import { useConfig as useWagmi } from "wagmi";
import { useConfig } from "@/api/config";
import { ActButton } from "@/features/wallet/ActButton";
import { useTransaction } from "@/features/wallet/useTransaction";
import { useWallet } from "@/features/wallet/useWallet";
import type { Proposal } from "@/generated/api/types.gen";
import { Button } from "@/ui/Button";
import { Stepper } from "@/ui/Stepper";
import { useBallot } from "./useVotes";
import { ballotText, noBallot, SUPPORT, type Support } from "./wording";

/** For, against, or abstaining; or why this account cannot vote. */
export function VoteButtons({ proposal }: { proposal: Proposal }) {
  const { account, status } = useWallet();
  const idle = useTransaction();
  if (!account || status === "wrongNetwork")
    return (
      <ActButton transaction={idle} act={() => {}} connect="Connect wallet to vote">
        Vote
      </ActButton>
    );
  return <Choices account={account} proposal={proposal} />;
}

function Choices({ account, proposal }: { account: Address; proposal: Proposal }) {
  const wagmi = useWagmi();
  const config = useConfig();
  const transaction = useTransaction();
  const ballot = useBallot(account, proposal.proposalId, proposal.votesFrom);
  if (!ballot) return <p className="text-muted text-small">Looking at your votes…</p>;
  const why = noBallot(ballot, proposal);
  const act = (support: Support) =>
    void transaction.run(async (onStage) => {
      const { castVote } = await import("./cast");
      return castVote({ wagmi, config, account }, proposal.proposalId, support, onStage);
    });
  return (
    <div>
      <fieldset aria-describedby={`vote-${proposal.proposalId}`} className="flex flex-wrap gap-2">
        <legend className="sr-only">Your vote</legend>
        {(Object.keys(SUPPORT) as Support[]).map((support) => (
          <Button
            key={support}
            disabled={why !== null || transaction.stage !== null}
            onClick={() => act(support)}
          >
            {SUPPORT[support].button}
          </Button>
        ))}
      </fieldset>
      <p id={`vote-${proposal.proposalId}`} className="mt-1 text-muted text-small">
        {why ?? ballotText(ballot)}
      </p>
      <Stepper transaction={transaction} />
    </div>
  );
}
