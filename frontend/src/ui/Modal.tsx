import { Dialog } from "@base-ui/react/dialog";
import type { ReactNode } from "react";
import { CloseIcon } from "./icons";

const PLACES = {
  centre:
    "left-1/2 top-1/2 w-[min(400px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 rounded-card border data-[starting-style]:opacity-0 data-[ending-style]:opacity-0",
  bottom:
    "inset-x-0 bottom-0 rounded-t-card border-t data-[starting-style]:translate-y-full data-[ending-style]:translate-y-full",
};

/** A dialog in the middle, or a sheet from the bottom edge on phones. Base UI keeps the focus inside and returns it. */
export function Modal({
  open,
  onOpenChange,
  title,
  place = "centre",
  children,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  place?: keyof typeof PLACES;
  children: ReactNode;
}) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/60 transition-opacity duration-150 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0" />
        <Dialog.Popup
          className={`fixed z-50 max-h-[calc(100dvh-48px)] overflow-y-auto border-hairline bg-s1 p-4 transition duration-150 ease-out ${PLACES[place]}`}
        >
          <div className="mb-3 flex items-center justify-between gap-4">
            <Dialog.Title className="text-card font-semibold">{title}</Dialog.Title>
            <Dialog.Close
              aria-label="Close"
              className="-mr-2 grid size-9 place-items-center rounded-control text-muted hover:bg-s2 hover:text-ink"
            >
              <CloseIcon />
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
