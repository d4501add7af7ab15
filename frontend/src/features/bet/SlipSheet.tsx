import { Modal } from "@/ui/Modal";
import BetSlip from "./BetSlip";

export default function SlipSheet({ onClose }: { onClose: () => void }) {
  return (
    <Modal open onOpenChange={onClose} title="Bet slip" place="bottom">
      <BetSlip />
    </Modal>
  );
}
