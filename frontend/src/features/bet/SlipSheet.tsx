import type { MarketDetail } from "@/generated/api/types.gen";
import { Modal } from "@/ui/Modal";
import { BetSlip } from "./BetSlip";
import type { SlipControl } from "./useSlip";

export default function SlipSheet(props: { market: MarketDetail; slip: SlipControl; onClose: () => void }) {
  return (
    <Modal open onOpenChange={props.onClose} title="Bet slip" place="bottom">
      <BetSlip market={props.market} slip={props.slip} />
    </Modal>
  );
}
