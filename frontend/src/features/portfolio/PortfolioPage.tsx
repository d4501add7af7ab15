import { useConnectDialog } from "@/features/wallet/ConnectProvider";
import { useWallet } from "@/features/wallet/useWallet";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Card";
import { PageTitle } from "@/ui/PageTitle";
import { Empty } from "@/ui/States";
import { Tabs } from "@/ui/Tabs";
import { ClaimAll } from "./ClaimAll";
import { Positions } from "./Positions";

export function PortfolioPage() {
  const { account } = useWallet();
  const openDialog = useConnectDialog();
  return (
    <>
      <div className="mb-4">
        <PageTitle title="Portfolio">Your stakes, what you can claim, and what became of the rest.</PageTitle>
      </div>
      {account ? (
        <div className="flex flex-col gap-4" key={account}>
          <ClaimAll account={account} />
          <Card className="p-0!">
            <Tabs
              label="Positions"
              tabs={[
                { id: "open", name: "Open", panel: <Positions account={account} state="open" /> },
                { id: "history", name: "History", panel: <Positions account={account} state="all" /> },
              ]}
            />
          </Card>
        </div>
      ) : (
        <Card>
          <Empty title="No wallet is connected">
            <p className="mb-4">Connect the wallet you bet with to see your positions.</p>
            <Button look="primary" onClick={openDialog}>
              Connect wallet
            </Button>
          </Empty>
        </Card>
      )}
    </>
  );
}
